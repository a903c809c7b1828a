package io.github.camelatlos.bench;

/** Why a target is missed, where it is: what profiles (JFR) of these rows showed. The table gives a reason only to a row that needs one. */
final class Why {

    static final String NONE = "";

    static final String INCIDENTS_AT_ONCE = "A server that answers at once leaves nothing to overlap: what counts is the work on the poll's thread. Of it 45 % were the tokens of the "
            + "pages (the project, the same in every row, was 28 %), 22 % the exchange and the tree of the row's own fields, 13 % the mark and the checkpoint, which the floor does not keep.";
    static final String INCIDENTS = "Where the pages read from above and those from below meet, one page is read from both sides: a request that the floor has not, of 50 it is 2 %.";
    static final String SOURCES = "The list comes newest first only and the oldest record goes out first, so no record can go out before the last page is there: the time of all "
            + "exchanges, some 6 µs each with their marks, comes on top of that of the pages, where the floor only makes a tree of a page, in 0.1 ms. Of the poll's thread 65 % were the walk, 23 % the "
            + "mark and the checkpoint, 7 % the exchanges; and the collector has to carry 60 MB of rows that wait for their turn.";
    static final String SWEEP = "The server and the socket are the limit: to fetch all pages with no look at them took some 0.26 s, as long as the sweep and nearly as long as a full parse. Of a page's "
            + "time the look takes 90 µs, as Jackson's tree does; 53 of them are Jackson's tokens, as the bytes have to be read and to be valid JSON, the rest who each row is and when it changed.";
    static final String UPLOADS = "The file is read once, in pieces of 64 KB, and digested as it is sent, since the answer's digest proves that the server has it. Of 800 MB that is 0.45 s of CPU, where "
            + "all of curl takes 0.45 s; the stub digests them too, on the same two cores. Over a line the line is slower than either.";

    private Why() {
    }
}
