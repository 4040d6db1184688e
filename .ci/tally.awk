# Reads ctest's LastTest.log and prints "passed failed": the cases of every Catch2 program, and one
# for each other test.
/^Output:$/ { cases = bad = 0 }
/^All tests passed \([0-9]+ assertions? in [0-9]+ test cases?\)/ { cases = $(NF - 2) }
/^test cases: / {
  for (i = 3; i <= NF; ++i) {
    if ($i == "passed") cases = $(i - 1)
    if ($i == "failed") bad = $(i - 1)
  }
}
/^Test Passed\.$/ { passed += cases ? cases : 1 }
/^Test Failed\.$/ || /^Test timed out\.$/ { passed += cases; failed += bad ? bad : 1 }
END { print passed + 0, failed + 0 }
