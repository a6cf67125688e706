package io.sightline.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteGuardTest {
    private final Map<String, String> headers = new HashMap<>(Map.of("Host", "127.0.0.1:8080", "X-Sightline", "1"));

    @Test
    void thePageOnThisMachineMayChangeThings() throws Exception {
        headers.put("Origin", "http://127.0.0.1:8080");
        headers.put("Sec-Fetch-Site", "same-origin");

        assertThatCode(() -> guard("127.0.0.1", "").change(headers::get)).doesNotThrowAnyException();
    }

    @Test
    void aScriptOnThisMachineMayChangeThings() throws Exception {
        assertThatCode(() -> guard("127.0.0.1", "").change(headers::get)).doesNotThrowAnyException();
    }

    @Test
    void anotherPageInTheSameBrowserMayNot() throws Exception {
        headers.put("Origin", "http://evil.example");
        assertThat(refused(guard("127.0.0.1", ""))).isEqualTo(403);

        headers.remove("Origin");
        headers.put("Sec-Fetch-Site", "cross-site");
        assertThat(refused(guard("127.0.0.1", ""))).isEqualTo(403);
    }

    @Test
    void aFormMayNotAsItCannotSendTheHeader() throws Exception {
        headers.remove("X-Sightline");

        assertThat(refused(guard("127.0.0.1", ""))).isEqualTo(403);
    }

    @Test
    void aNameThatWasMadeToPointHereLeadsNowhere() throws Exception {
        WriteGuard guard = guard("127.0.0.1", "");
        headers.put("Host", "evil.example:8080");
        headers.put("Origin", "http://evil.example:8080");

        assertThat(refused(guard)).isEqualTo(421);
        assertThatThrownBy(() -> guard.look("evil.example:8080")).hasMessageContaining("127.0.0.1");
        assertThatCode(() -> guard.look("localhost:8080")).doesNotThrowAnyException();
        assertThatCode(() -> guard.look("[::1]:8080")).doesNotThrowAnyException();
    }

    @Test
    void withoutATokenNothingIsChangedFromElsewhere() throws Exception {
        WriteGuard guard = guard("0.0.0.0", "");

        assertThat(guard.writable()).isFalse();
        assertThatThrownBy(() -> guard.change(headers::get)).hasMessageContaining("http.token");
    }

    @Test
    void whoHasTheTokenMayChangeThings() throws Exception {
        WriteGuard guard = guard("0.0.0.0", "s3cret");
        headers.put("Authorization", "Bearer s3cret");
        assertThatCode(() -> guard.change(headers::get)).doesNotThrowAnyException();

        headers.put("Authorization", "Bearer s3cre");
        assertThat(refused(guard)).isEqualTo(401);
        headers.remove("Authorization");
        assertThat(refused(guard)).isEqualTo(401);
    }

    private int refused(WriteGuard guard) {
        try {
            guard.change(headers::get);
            return 200;
        } catch (HttpException e) {
            return e.status();
        }
    }

    private static WriteGuard guard(String address, String token) throws UnknownHostException {
        return new WriteGuard(InetAddress.getByName(address), token);
    }
}
