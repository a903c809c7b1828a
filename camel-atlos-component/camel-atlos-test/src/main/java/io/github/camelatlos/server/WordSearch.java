package io.github.camelatlos.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A search as people type it: all words, {@code or} between alternatives, {@code -} before what must not be there, "phrases". */
record WordSearch(List<List<Term>> alternatives) {

    private static final Pattern TOKEN = Pattern.compile("(-?)(?:\"([^\"]*)\"?|([^\\s\"]+))");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private record Term(List<String> words, boolean wanted) {
    }

    static WordSearch of(String query) {
        List<List<Term>> alternatives = new ArrayList<>(List.of(new ArrayList<>()));
        Matcher token = TOKEN.matcher(query);
        while (token.find()) {
            if ("or".equals(token.group(3)) && token.group(1).isEmpty()) {
                alternatives.add(new ArrayList<>());
                continue;
            }
            List<String> words = words(token.group(2) != null ? token.group(2) : token.group(3));
            if (!words.isEmpty()) {
                alternatives.get(alternatives.size() - 1).add(new Term(words, token.group(1).isEmpty()));
            }
        }
        return new WordSearch(alternatives);
    }

    boolean finds(String text) {
        List<String> there = words(text);
        return alternatives.stream().anyMatch(terms -> !terms.isEmpty()
                && terms.stream().allMatch(term -> (Collections.indexOfSubList(there, term.words()) >= 0) == term.wanted()));
    }

    private static List<String> words(String text) {
        return Arrays.stream(NO_WORD.split(text)).filter(word -> !word.isEmpty()).toList();
    }
}
