#pragma once
#include <assay/error.hpp>

#include <cstdio>

/// Runs a program's body: an error that escapes it becomes one clear line and an exit code.
///
///     int main() { return assay::guarded([] { ...; return 0; }); }
///
/// Exit codes   2 InvalidArgument, 3 Undecidable, 5 FileError, 70 anything else: a bug.
namespace assay {

template <class Body> int guarded(const Body& body) {
  const auto fail = [](int code, const char* kind, const char* what) {
    std::fprintf(stderr, "%s%s\n", kind, what);
    return code;
  };
  try {
    return body();
  } catch (const InvalidArgument& error) {
    return fail(2, "error: ", error.what());
  } catch (const Undecidable& error) {
    return fail(3, "undecided: ", error.what());
  } catch (const FileError& error) {
    return fail(5, "error: ", error.what());
  } catch (const std::exception& error) {
    return fail(70, "a bug: ", error.what());
  }
}

} // namespace assay
