// A program that hosts solvers and does nothing else: the children of these tests.
#include <assay/audit/keeper.hpp>

int main(int argc, char** argv) { return assay::audit::run_child(argc, argv).value_or(2); }
