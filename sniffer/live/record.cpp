// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/record.h"

namespace imds::sniffer {
namespace {

// A compaction reads the whole log: it comes when enough was added to be worth
// it, about six times an hour on a very busy host and never on a quiet one.
constexpr std::uint64_t kGrowth = 8u << 20;

} // namespace

bool Record::work() {
  if (committing_)
    return false;
  if (!rewrite_) {
    if (!asked_ && log_.size() > base_ + kGrowth) {
      asked_ = true;
      requests_.open_part();
    }
    return false;
  }
  if (rewrite_->failed()) {
    abandon();
    return false;
  }
  if (!rewrite_->step())
    return true;
  if (!rewrite_->catch_up(log_.size())) {
    abandon();
    return false;
  }
  log_.hold(true); // what is written now would go to the old file
  committing_ = true;
  requests_.commit_part();
  return false;
}

void Record::part_opened(Descriptor part, std::int64_t now_ns) {
  if (!part)
    return abandon();
  rewrite_.emplace(log_.descriptor(), log_.size(), std::move(part), now_ns);
}

void Record::part_committed(bool done) {
  if (!committing_ || !rewrite_)
    return;
  if (done)
    log_.move_to(rewrite_->take_part(), rewrite_->written());
  abandon();
}

// The old log stays or has been left; the next try comes after more growth.
void Record::abandon() {
  rewrite_.reset();
  asked_ = false;
  committing_ = false;
  base_ = log_.size();
  log_.hold(false);
}

} // namespace imds::sniffer
