#!/bin/bash
# Nothing here calls the function: whoever sources the script does.
ami() {
  curl -s http://169.254.169.254/latest/meta-data/ami-id # expect: shell.v1_get v1 breaks
}
