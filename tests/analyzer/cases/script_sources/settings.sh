# Names nothing of IMDS, and sources what does.
. /opt/tool/lib/imds.sh
