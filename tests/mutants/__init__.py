"""Mutation testing by hand: small faults are put into the code, and the tests must notice them.

    make mutants                                  15 mutants a group, with the seed 26
    make mutants ARGS="--group desk --sample 30"
    make mutants ARGS="--seed 7 --trust 600"      another sample, without running the tests on sound code first

A seed gives the same mutants as long as the modules of the group are the same. What survives is printed as a
difference: either a test is missing, or the change makes none (an equivalent mutant), which a reader must tell.
«timeout» counts as killed; on a busy machine, give more seconds and look again.
"""
