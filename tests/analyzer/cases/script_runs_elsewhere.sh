#!/bin/sh
# Another user, another network namespace or another root asks, too.
sudo -u agent curl -s http://169.254.169.254/latest/meta-data/mac # expect: shell.v1_get v1 breaks
ip netns exec web curl -s http://169.254.169.254/latest/meta-data/ami-id # expect: shell.v1_get v1 breaks
sudo ip vrf exec mgmt curl -s http://169.254.169.254/latest/meta-data/hostname # expect: shell.v1_get v1 breaks
chroot /mnt/image /usr/bin/curl -s http://169.254.169.254/latest/user-data # expect: shell.v1_get v1 breaks
route -n get 169.254.169.254 |
  grep interface
