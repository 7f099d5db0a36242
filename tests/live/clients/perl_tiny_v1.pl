#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
use strict;
use warnings;
use HTTP::Tiny;

my $answer = HTTP::Tiny->new(timeout => 5)->get("$ENV{IMDS}/latest/user-data");
exit($answer->{success} ? 0 : 1);
