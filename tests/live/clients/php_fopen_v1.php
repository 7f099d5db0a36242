#!/usr/bin/php
<?php
// SPDX-License-Identifier: Apache-2.0
$text = @file_get_contents(getenv('IMDS') . '/latest/meta-data/ami-id');
exit($text === false ? 1 : 0);
