#!/bin/bash
# A list that begins empty is no function: what follows it is not its body.
URL=http://169.254.169.254/latest/dynamic/instance-identity/document
own() {
  curl -f -m3 $URL # expect: shell.v1_get v1 breaks
}
main() {
  clouds=()
  curl -f -q -m1 "$URL" >/dev/null 2>&1 # expect: shell.v1_get v1 breaks
  if [ $? -eq 0 ]; then
    clouds+=("aws")
  fi
  case ${clouds[0]} in
    aws) own; exit 0 ;;
    *) echo "no cloud known" >&2; exit 1 ;;
  esac
}
main "$@"
