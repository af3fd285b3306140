package org.muriel.change.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "1.1.1.1",
                "100.63.255.255",
                "172.15.255.255",
                "172.32.0.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001:80b::200e"
            })
    void what_is_on_the_internet_may_be_sent_to(String address) {
        assertThat(AllowedAddresses.PUBLIC.allows(InetAddress.ofLiteral(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.250",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void what_is_elsewhere_may_not(String address) {
        assertThat(AllowedAddresses.PUBLIC.allows(InetAddress.ofLiteral(address)))
                .isFalse();
    }

    @Test
    void the_operator_allows_more() {
        AllowedAddresses allowed = new AllowedAddresses(List.of(
                Network.parse("10.0.0.0/8").orElseThrow(),
                Network.parse("::1").orElseThrow(),
                Network.parse("fd00::/8").orElseThrow()));

        assertThat(List.of("10.255.0.1", "::1", "fdff::1", "1.1.1.1"))
                .allSatisfy(it ->
                        assertThat(allowed.allows(InetAddress.ofLiteral(it))).isTrue());
        assertThat(List.of("127.0.0.1", "11.0.0.1.", "::2", "fc00::1"))
                .filteredOn(it -> Network.literal(it).isPresent())
                .hasSize(3)
                .allSatisfy(it ->
                        assertThat(allowed.allows(InetAddress.ofLiteral(it))).isFalse());
    }

    @Test
    void a_host_that_is_an_address_is_judged_without_a_look_up() {
        assertThat(AllowedAddresses.PUBLIC.refusesLiteral("127.0.0.1")).isTrue();
        assertThat(AllowedAddresses.PUBLIC.refusesLiteral("[::1]")).isTrue();
        assertThat(AllowedAddresses.PUBLIC.refusesLiteral("[::ffff:10.0.0.1]")).isTrue();
        assertThat(AllowedAddresses.PUBLIC.refusesLiteral("1.1.1.1")).isFalse();
        assertThat(AllowedAddresses.PUBLIC.refusesLiteral("localhost")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "fd00::/129", "example.com", "10.0.0.0/", "/8"
            })
    void what_is_no_network_is_none(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
