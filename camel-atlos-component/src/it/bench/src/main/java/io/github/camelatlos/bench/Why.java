package io.github.camelatlos.bench;

/** Why a target is missed, where it is: what profiles (JFR) of these rows showed. The table gives a reason only to a row that needs one. */
final class Why {

    static final String NONE = "";

    static final String INCIDENTS_AT_ONCE = "A server that answers at once leaves nothing to overlap: what counts is the work on the poll's thread. Of it 45 % were the tokens of the "
            + "pages (the project, the same in every row, was 28 %), 22 % the exchange and the tree of the row's own fields, 13 % the mark and the checkpoint, which the floor does not keep.";
    static final String INCIDENTS = "Where the pages read from above and those from below meet, one page is read from both sides: a request that the floor has not, of 50 it is 2 %.";
    static final String SOURCES = "The list comes newest first only and the oldest record goes out first, so no record can go out before the last page is there: the time of all "
            + "exchanges comes on top of that of the pages. Of the poll's thread, waits included, 34 % were the walk (10 % to pack pages beyond the 32 MB that pages may take), 35 % the mark and "
            + "the checkpoint (20 % a disk's sync of a new base, on a busy machine), 13 % the exchanges.";
    static final String SWEEP = "A sweep makes no tree and digests no row that is settled: 61 % of its thread were Jackson's tokens, 14 % the requests, 5 % the rows' identities. The bytes have "
            + "to be read and to be valid JSON, and to fetch them without a look was 0.6 of a full parse.";
    static final String UPLOADS = "The file is read once, in pieces of 64 KB, and digested as it is sent, since the answer's digest proves that the server has it. Of 800 MB that is 0.45 s of CPU, where "
            + "all of curl takes 0.45 s; the stub digests them too, on the same two cores. Over a line the line is slower than either.";

    private Why() {
    }
}
