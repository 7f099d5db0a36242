// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <absl/flags/flag.h>
