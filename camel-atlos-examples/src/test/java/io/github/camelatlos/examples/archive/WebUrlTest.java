package io.github.camelatlos.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The right-hand sides are what another implementation of WHATWG URL makes of them (Node's {@code new URL(…).href}). */
class WebUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '\u2192', quoteCharacter = '\u00ac', textBlock = """
            http://h/видео.html → http://h/%D0%B2%D0%B8%D0%B4%D0%B5%D0%BE.html
            http://h/ä → http://h/%C3%A4
            http://bücher.example/straße?q=ü → http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC
            http://straße.de/ → http://xn--strae-oqa.de/
            http://例え.テスト/パス?k=値 → http://xn--r8jz45g.xn--zckzah/%E3%83%91%E3%82%B9?k=%E5%80%A4
            http://ｅｘａｍｐｌｅ．ｏｒｇ/ → http://example.org/
            http://h/😀?😀=\\ → http://h/%F0%9F%98%80?%F0%9F%98%80=\\
            http://h/a|b?c|d → http://h/a|b?c|d
            http://h/a%7Cb|c → http://h/a%7Cb|c
            http://h/a^b?c^d → http://h/a^b?c^d
            http://h/a b c → http://h/a%20b%20c
            http://h/{x}?{y} → http://h/%7Bx%7D?{y}
            http://h/"q"?"q"' → http://h/%22q%22?%22q%22%27
            http://h/100%?50% → http://h/100%?50%
            http://h/%zz%41 → http://h/%zz%41
            http://h/a[b]?c[d]=e → http://h/a[b]?c[d]=e
            http://h/?a=b&c=%26&d=+ → http://h/?a=b&c=%26&d=+
            http://my_host.example/a → http://my_host.example/a
            HTTPS://EXAMPLE.org:443/A/../b/./c → https://example.org/b/c
            http://h?q → http://h/?q
            http:\\\\h\\a → http://h/a
            http://h/<b>`c` → http://h/%3Cb%3E%60c%60
            http://0x7f.1/ → http://127.0.0.1/
            http://2130706433/ → http://127.0.0.1/
            http://1.2.3/ → http://1.2.0.3/
            http://[::ffff:7f00:1]/ → http://127.0.0.1/
            """)
    void isWhatABrowserMakesOfIt(String text, String url) throws Exception {
        assertThat(WebUrl.of(text)).hasToString(url);
        assertThat(WebUrl.of(url)).hasToString(url);
    }

    @Test
    void whatIsAfterTheHashIsNotSent() throws Exception {
        assertThat(WebUrl.of(" http://h/a#b c ")).hasToString("http://h/a");
    }

    @Test
    void aCharacterThatStandsForAnotherMeanwhileIsLeftAlone() throws Exception {
        assertThat(WebUrl.of("http://h/\uf8fe").toString()).isEqualTo("http://h/%EF%A3%BE");
        assertThat(WebUrl.of("http://h/%EF%A3%BE|").toString()).isEqualTo("http://h/%EF%A3%BE%7C");
    }

    @ParameterizedTest
    @CsvSource({ "../x, http://h/x", "?q=|, http://h/a/b?q=|", "//o/ü, http://o/%C3%BC", "c|d, http://h/a/c|d", "HTTPS://h, https://h/" })
    void aRedirectIsRelativeToThePage(String location, String url) throws Exception {
        assertThat(WebUrl.of("http://h/a/b").resolve(location)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "not a url", "http://", "http://h:99999/", "http://a|b/", "http://h /", "ftp://h/a", "file:///etc/passwd",
        "javascript:alert(1)", "//h/a", "http://[::1" })
    void whatABrowserDoesNotFetchIsRefused(String text) {
        assertThatThrownBy(() -> WebUrl.of(text)).isInstanceOf(NotFetched.class).hasMessage("not a web address");
    }

    @Test
    void aPasswordIsNotSentToAnybody() {
        assertThatThrownBy(() -> WebUrl.of("http://user:secret@h/")).isInstanceOf(NotFetched.class).hasMessage("the address holds a password");
    }
}
