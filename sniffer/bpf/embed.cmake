# SPDX-License-Identifier: Apache-2.0
# cmake -DOUT=objects.cpp -DPLAIN=a.o -DWITH_BTF=b.o -P embed.cmake
# Writes two object files as the arrays behind objects.h.
function(bytes_of file result)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," list "${hex}")
  set(${result} "${list}" PARENT_SCOPE)
endfunction()
bytes_of("${PLAIN}" plain)
bytes_of("${WITH_BTF}" with_btf)
file(WRITE "${OUT}" "#include \"sniffer/bpf/objects.h\"
namespace imds::sniffer {
namespace {
// libbpf reads it as an ELF file and wants it aligned.
alignas(8) constexpr std::uint8_t kPlain[] = {${plain}};
alignas(8) constexpr std::uint8_t kWithBtf[] = {${with_btf}};
} // namespace
std::span<const std::uint8_t> program_plain() { return kPlain; }
std::span<const std::uint8_t> program_with_btf() { return kWithBtf; }
} // namespace imds::sniffer
")
