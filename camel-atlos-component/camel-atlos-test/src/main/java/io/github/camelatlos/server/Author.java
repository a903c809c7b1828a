package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/** Who made a change: a person, or a token. Updates show which. */
public sealed interface Author {

    record Person(String id, String username) implements Author {
        @Override
        public JsonNode user() {
            return Json.object().put("username", username).put("bio", "").put("flair", "").put("id", id);
        }

        @Override
        public JsonNode userId() {
            return Json.text(id);
        }
    }

    record ByToken(String tokenId) implements Author {
        @Override
        public JsonNode apiTokenId() {
            return Json.text(tokenId);
        }
    }

    default JsonNode user() {
        return NullNode.instance;
    }

    default JsonNode userId() {
        return NullNode.instance;
    }

    default JsonNode apiTokenId() {
        return NullNode.instance;
    }
}
