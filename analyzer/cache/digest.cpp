// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cache/digest.h"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace imds::analyzer {

struct Digest::State {
  XXH3_state_t hash;
};

Digest::Digest() : state_(std::make_unique<State>()) {
  XXH3_128bits_reset(&state_->hash);
}

Digest::~Digest() = default;

void Digest::add(std::uint64_t number) {
  XXH3_128bits_update(&state_->hash, &number, sizeof number);
}

void Digest::add(std::string_view part) {
  add(part.size());
  XXH3_128bits_update(&state_->hash, part.data(), part.size());
}

void Digest::add(const std::vector<std::string>& parts) {
  add(parts.size());
  for (const std::string& part : parts)
    add(part);
}

void Digest::add(const Stamp& stamp) {
  add(stamp.bytes);
  add(stamp.inode);
  add(static_cast<std::uint64_t>(stamp.modified));
  add(static_cast<std::uint64_t>(stamp.changed));
}

std::string Digest::text() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(&state_->hash);
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string digest_of(std::string_view bytes) {
  Digest digest;
  digest.add(bytes);
  return digest.text();
}

} // namespace imds::analyzer
