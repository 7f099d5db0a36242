// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>

namespace imds::analyzer::link {

/// A question about a name, answered once a name. A walk asks the same few
/// thousand names at every step of every round. `answer` must look at nothing
/// but the name: then what it said once is what it would say again.
template <class Answer> class Remembered {
public:
  explicit Remembered(Answer (*answer)(const std::string&)) : answer_(answer) {}

  const Answer& operator()(const std::string& name) {
    if (auto known = known_.find(name); known != known_.end())
      return known->second;
    return known_.emplace(name, answer_(name)).first->second;
  }

private:
  Answer (*answer_)(const std::string&);
  std::unordered_map<std::string, Answer> known_;
};

} // namespace imds::analyzer::link
