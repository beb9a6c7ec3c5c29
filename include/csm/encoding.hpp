#pragma once

namespace csm {

/// How bytes stand for characters. Windows-1252 holds what ISO 8859-1 prints, and more.
enum class Encoding { utf_8, utf_16, latin_1, windows_1252 };

}  // namespace csm
