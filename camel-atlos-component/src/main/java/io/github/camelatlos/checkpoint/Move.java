package io.github.camelatlos.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How far a state has moved; made into a line only when that is written, together with what moved after it. */
public interface Move {

    /** This and what moved after it, as one; this one is not used any more. */
    Move and(Move later);

    /** What the line holds. */
    ObjectNode toJson();
}
