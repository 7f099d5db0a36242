// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace imds::sniffer {

/// A right that the keeper holds, and what it is for.
struct Right {
  int capability;
  const char* name;
  const char* reason;
};
/// All of them; docs and the error for a missing one are made from this list.
std::span<const Right> keeper_rights();

/// Of keeper_rights(), those that this process does not have.
std::vector<Right> missing_rights();

/// An error where a survey cannot be at all; it names what is missing, what
/// for, and the command that helps. What only makes it poorer is a note.
Result<void> check_rights();

/// Makes this process the surveyor: another user (imds-ready, else nobody), no
/// capability, no new privileges, no core dump, and no system call but those
/// of a list. What is open stays open.
Result<void> confine_surveyor();

/// Lets this process run as soon as there is something to do, before what is
/// busy: a caller that is looked up some milliseconds late is gone. Where that
/// is refused (cap_sys_nice) the survey works and attributes less under load.
void be_in_time();

/// Makes this process the keeper: no capability but keeper_rights(), no new
/// privileges, no core dump. Root without capabilities may not make a file in
/// the folder of a user; if it will have to, it keeps the right to do so.
Result<void> confine_keeper(bool makes_files_for_others);

} // namespace imds::sniffer
