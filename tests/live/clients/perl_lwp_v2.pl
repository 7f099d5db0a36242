#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
use strict;
use warnings;
use LWP::UserAgent;

my $header = 'X-aws-ec2-metadata-token';
my $agent = LWP::UserAgent->new(timeout => 3, keep_alive => 1);
my $token = $agent->put("$ENV{IMDS}/latest/api/token",
                        "$header-ttl-seconds" => 60);
exit(1) unless $token->is_success;
my $answer = $agent->get("$ENV{IMDS}/latest/meta-data/ami-id",
                         $header => $token->content);
exit($answer->is_success ? 0 : 1);
