// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/ast/constants.h"

#include <llvm/Support/ConvertUTF.h>

namespace imds::analyzer {
namespace {

constexpr std::uint64_t kMaxText = 1 << 16;

void append_utf8(std::string& out, std::uint32_t code) {
  char buffer[4];
  char* end = buffer;
  if (llvm::ConvertCodePointToUTF8(code, end))
    out.append(buffer, end);
}

std::optional<Constant> number(const llvm::APSInt& value) {
  if (value.getActiveBits() > 64 && value.getSignificantBits() > 64)
    return std::nullopt;
  // An unsigned 64-bit value keeps its bits: npos is -1.
  return Constant{
      false, "",
      static_cast<std::int64_t>(value.extOrTrunc(64).getZExtValue())};
}

/// The characters of an array up to its end or first 0.
std::optional<Constant> characters(const clang::APValue& array) {
  Constant out{true, "", 0};
  for (unsigned i = 0; i < array.getArraySize() && i < kMaxText; ++i) {
    const bool given = i < array.getArrayInitializedElts();
    const clang::APValue* element =
        given ? &array.getArrayInitializedElt(i)
              : (array.hasArrayFiller() ? &array.getArrayFiller() : nullptr);
    if (element == nullptr || !element->isInt())
      return std::nullopt;
    const auto code = element->getInt().getZExtValue();
    if (code == 0)
      break;
    out.text += static_cast<char>(code);
  }
  return out;
}

/// The literal that a pointer points into, from where it points.
std::optional<Constant> pointed(const clang::APValue& value) {
  const auto base = value.getLValueBase();
  const auto* e = base.dyn_cast<const clang::Expr*>();
  const auto* literal = llvm::dyn_cast_or_null<clang::StringLiteral>(e);
  if (literal == nullptr || literal->getCharByteWidth() != 1)
    return std::nullopt;
  const auto offset =
      static_cast<std::size_t>(value.getLValueOffset().getQuantity());
  const llvm::StringRef bytes = literal->getBytes();
  if (offset > bytes.size())
    return std::nullopt;
  return Constant{true, bytes.substr(offset).str(), 0};
}

std::optional<Constant> from_value(const clang::APValue& value);

/// std::string_view and its like: one pointer to text and one length.
std::optional<Constant> view(const clang::APValue& value) {
  std::optional<Constant> text;
  std::optional<std::int64_t> size;
  for (unsigned i = 0; i < value.getStructNumFields(); ++i) {
    const auto field = from_value(value.getStructField(i));
    if (!field || (field->is_string ? text.has_value() : size.has_value()))
      return std::nullopt;
    if (field->is_string)
      text = field;
    else
      size = field->number;
  }
  if (text && size && *size >= 0)
    text->text.resize(
        std::min(text->text.size(), static_cast<std::size_t>(*size)));
  return text;
}

std::optional<Constant> from_value(const clang::APValue& value) {
  if (value.isInt())
    return number(value.getInt());
  if (value.isArray())
    return characters(value);
  if (value.isLValue())
    return pointed(value);
  if (value.isStruct())
    return view(value);
  return std::nullopt;
}

} // namespace

std::optional<Constant> constant_of(const clang::Expr& e,
                                    const clang::ASTContext& context) {
  if (e.isValueDependent() || e.containsErrors() || e.getType().isNull())
    return std::nullopt;
  if (e.getType()->isIntegralOrEnumerationType()) {
    clang::Expr::EvalResult result;
    if (e.EvaluateAsInt(result, context))
      return number(result.Val.getInt());
    return std::nullopt;
  }
  const auto pointee = e.getType()->getPointeeType();
  if (pointee.isNull() || !pointee->isCharType())
    return std::nullopt;
  auto text = e.tryEvaluateString(const_cast<clang::ASTContext&>(context));
  return text ? std::optional(Constant{true, *std::move(text), 0})
              : std::nullopt;
}

std::optional<Constant> constant_of(const clang::VarDecl& variable) {
  if (!variable.isConstexpr() || variable.isInvalidDecl() ||
      variable.getInit() == nullptr || variable.getInit()->isValueDependent())
    return std::nullopt;
  const clang::APValue* value = variable.evaluateValue();
  return value != nullptr ? from_value(*value) : std::nullopt;
}

std::string bytes_of(const clang::StringLiteral& literal) {
  if (literal.getCharByteWidth() == 1)
    return literal.getBytes().str();
  std::string out;
  for (unsigned i = 0; i < literal.getLength(); ++i)
    append_utf8(out, literal.getCodeUnit(i));
  return out;
}

std::vector<std::string> field_names(const clang::RecordDecl* record,
                                     unsigned count) {
  std::vector<std::string> names;
  if (record == nullptr || record->getDefinition() == nullptr)
    return names;
  const auto* definition = record->getDefinition();
  if (const auto* cxx = llvm::dyn_cast<clang::CXXRecordDecl>(definition))
    names.resize(cxx->getNumBases());
  for (const clang::FieldDecl* field : definition->fields())
    if (!field->isUnnamedBitField())
      names.push_back(field->getNameAsString());
  if (names.size() < count)
    return {};
  return names;
}

} // namespace imds::analyzer
