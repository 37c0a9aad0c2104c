// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vsc.crypto.KeyFile.Problem;
import vsc.crypto.KeyFile.Unreadable;
import vsc.iso.Bytes;
import vsc.iso.Seed;

/** Key files as openssl makes them. */
class KeyFileTest {
    private static final String PASSPHRASE = "correct-horse";

    @TempDir
    static Path folder;

    private static OpenSsl openssl = new OpenSsl(Path.of("."));

    /** For each algorithm NAME: NAME.key in PKCS#8, and NAME.pem with its certificate. */
    @BeforeAll
    static void makeKeys() {
        openssl = new OpenSsl(folder);
        genpkey("rsa", "RSA -pkeyopt rsa_keygen_bits:2048");
        genpkey("p256", "EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve");
        genpkey("p384", "EC -pkeyopt ec_paramgen_curve:P-384 -pkeyopt ec_param_enc:named_curve");
    }

    private static void genpkey(String name, String algorithm) {
        openssl.run("genpkey -algorithm " + algorithm + " -out " + name + ".key");
        openssl.run("req -new -x509 -key " + name + ".key -subj /CN=" + name + " -days 30 -out " + name + ".pem");
    }

    private static KeyType type(String name) {
        return switch (name) {
            case "rsa" -> KeyType.RSA_2048;
            case "p256" -> KeyType.P_256;
            default -> KeyType.P_384;
        };
    }

    private static Secret secret(String text) {
        return Secret.adopt(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyFile read(byte[] content, String passphrase) throws Unreadable {
        return KeyFile.read(content, () -> secret(passphrase));
    }

    private static Secret notAsked() {
        return fail("no passphrase is needed");
    }

    private static Problem problem(byte[] content, String passphrase) {
        return assertThrows(Unreadable.class, () -> read(content, passphrase).close())
                .problem();
    }

    /** openssl says which public key belongs to NAME. */
    private static void assertKey(String name, KeyFile file) {
        openssl.run("pkey -in " + name + ".key -pubout -outform DER -out public.der");
        assertEquals(type(name), file.key().type());
        assertEquals(Bytes.adopt(openssl.read("public.der")), file.key().publicKey());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa, pkey -in rsa.key",
        "p256, pkey -in p256.key",
        "p384, pkey -in p384.key",
        "rsa, pkey -in rsa.key -outform DER",
        "p256, pkey -in p256.key -outform DER",
        "rsa, rsa -in rsa.key -traditional",
        "p256, ec -in p256.key",
        "p384, ec -in p384.key",
        "p256, pkey -in p256.key -text",
        "rsa, pkcs8 -topk8 -nocrypt -in rsa.key",
    })
    void opensKeysWithoutPassphrase(String name, String command) throws Unreadable {
        openssl.run(command + " -out plain");
        try (KeyFile file = KeyFile.read(openssl.read("plain"), KeyFileTest::notAsked)) {
            assertKey(name, file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // PKCS#12: as of openssl 3, as before, with other ciphers, without certificates
        "rsa, pkcs12 -export -inkey rsa.key -in rsa.pem -passout pass:PASS",
        "p256, pkcs12 -export -inkey p256.key -in p256.pem -passout pass:PASS",
        "p384, pkcs12 -export -inkey p384.key -in p384.pem -passout pass:PASS",
        "rsa, pkcs12 -export -legacy -inkey rsa.key -in rsa.pem -passout pass:PASS",
        "p256, pkcs12 -export -legacy -inkey p256.key -in p256.pem -passout pass:PASS",
        "rsa, pkcs12 -export -inkey rsa.key -in rsa.pem -keypbe AES-128-CBC -certpbe NONE -passout pass:PASS",
        "rsa, pkcs12 -export -inkey rsa.key -in rsa.pem -macalg sha512 -iter 10000 -passout pass:PASS",
        "p256, pkcs12 -export -inkey p256.key -nocerts -passout pass:PASS",
        // PKCS#8: PBES2 with several ciphers, pseudo-random functions and scrypt, PBES1
        "rsa, pkcs8 -topk8 -in rsa.key -passout pass:PASS",
        "p256, pkcs8 -topk8 -in p256.key -passout pass:PASS",
        "p384, pkcs8 -topk8 -in p384.key -passout pass:PASS",
        "p256, pkcs8 -topk8 -in p256.key -v2 aes-128-cbc -v2prf hmacWithSHA512 -passout pass:PASS",
        "p256, pkcs8 -topk8 -in p256.key -v2 aes-192-cbc -v2prf hmacWithSHA1 -passout pass:PASS",
        "p256, pkcs8 -topk8 -in p256.key -v2 des3 -passout pass:PASS",
        "p256, pkcs8 -topk8 -in p256.key -scrypt -passout pass:PASS",
        "rsa, pkcs8 -topk8 -in rsa.key -v1 PBE-SHA1-3DES -passout pass:PASS",
        "rsa, pkcs8 -topk8 -in rsa.key -outform DER -passout pass:PASS",
        "p256, pkcs8 -topk8 -in p256.key -outform DER -passout pass:PASS",
        // what openssl wrote before PKCS#8
        "rsa, rsa -in rsa.key -traditional -aes256 -passout pass:PASS",
        "rsa, rsa -in rsa.key -traditional -des3 -passout pass:PASS",
        "p256, ec -in p256.key -aes128 -passout pass:PASS",
        "p384, ec -in p384.key -aes256 -passout pass:PASS",
    })
    void opensKeysWithTheirPassphraseOnly(String name, String command) throws Unreadable {
        openssl.run(command.replace("PASS", PASSPHRASE) + " -out encrypted");
        byte[] content = openssl.read("encrypted");
        try (KeyFile file = read(content, PASSPHRASE)) {
            assertKey(name, file);
        }
        assertEquals(Problem.WRONG_PASSPHRASE, problem(content, "wrong-horse"));
        assertEquals(Problem.WRONG_PASSPHRASE, problem(content, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs12 -export -inkey p256.key -in p256.pem",
                "pkcs12 -export -legacy -inkey p256.key -in p256.pem",
                "pkcs8 -topk8 -in p256.key",
                "ec -in p256.key -aes128",
            })
    void passphrasesMayHaveAnyLetters(String command) throws Unreadable {
        String passphrase = "p\u00e4ssw\u00f6rd-\u20ac";
        openssl.write("passphrase", passphrase.getBytes(StandardCharsets.UTF_8));
        openssl.run(command + " -passout file:passphrase -out encrypted");
        try (KeyFile file = read(openssl.read("encrypted"), passphrase)) {
            assertKey("p256", file);
        }
    }

    @Test
    void aPkcs12FileMayHaveAnEmptyPassphrase() throws Unreadable {
        openssl.run("pkcs12 -export -inkey p256.key -in p256.pem -passout pass: -out empty.p12");
        try (KeyFile file = read(openssl.read("empty.p12"), "")) {
            assertKey("p256", file);
        }
    }

    /** One wrong passphrase in 256 gives a padding that looks right, and then something that is no key. */
    @ParameterizedTest
    @ValueSource(strings = {"rsa -in rsa.key -traditional -aes256", "ec -in p256.key -des3"})
    void noWrongPassphraseLooksLikeAnythingElse(String command) {
        openssl.run(command + " -passout pass:" + PASSPHRASE + " -out encrypted");
        byte[] content = openssl.read("encrypted");
        for (int i = 0; i < 2000; i++) {
            assertEquals(Problem.WRONG_PASSPHRASE, problem(content, "wrong" + i), "wrong" + i);
        }
    }

    @Test
    void bringsTheCertificatesOfTheKey() throws Unreadable {
        openssl.run("x509 -in p256.pem -outform DER -out p256.der");
        Bytes certificate = Bytes.adopt(openssl.read("p256.der"));
        openssl.run("x509 -in rsa.pem -outform DER -out rsa.der");
        openssl.run("pkcs12 -export -inkey p256.key -in p256.pem -certfile rsa.pem -passout pass: -out chain.p12");
        try (KeyFile file = read(openssl.read("chain.p12"), "")) {
            assertEquals(certificate, file.certificates().get(0));
        }
        Bytes pem = Bytes.copyOf(openssl.read("p256.pem")).concat(Bytes.copyOf(openssl.read("p256.key")));
        try (KeyFile file = KeyFile.read(pem.toArray(), KeyFileTest::notAsked)) {
            assertEquals(certificate, file.certificates().get(0));
            assertKey("p256", file);
        }
    }

    @Test
    void curveParametersBeforeTheKeyDoNotMatter() throws Unreadable {
        openssl.run("ecparam -name prime256v1 -genkey -out parameters.pem");
        try (KeyFile file = KeyFile.read(openssl.read("parameters.pem"), KeyFileTest::notAsked)) {
            assertEquals(KeyType.P_256, file.key().type());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x509 -in rsa.pem",
                "pkey -in rsa.key -pubout",
                "pkcs12 -export -nokeys -in rsa.pem -passout pass:"
            })
    void aFileWithoutPrivateKeyIsToldFromOthers(String command) {
        openssl.run(command + " -out nokey");
        assertEquals(Problem.NO_PRIVATE_KEY, problem(openssl.read("nokey"), ""));
    }

    @Test
    void severalKeysAreNotGuessedFrom() throws Exception {
        Bytes pem = Bytes.copyOf(openssl.read("p256.key")).concat(Bytes.copyOf(openssl.read("rsa.key")));
        assertEquals(Problem.SEVERAL_PRIVATE_KEYS, problem(pem.toArray(), ""));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (String name : new String[] {"p256", "rsa"}) {
            openssl.run("pkcs8 -topk8 -nocrypt -in " + name + ".key -outform DER -out " + name + ".p8");
            PrivateKey key = KeyFactory.getInstance(name.equals("rsa") ? "RSA" : "EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(openssl.read(name + ".p8")));
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(openssl.read(name + ".pem")));
            store.setKeyEntry(name, key, PASSPHRASE.toCharArray(), new Certificate[] {certificate});
        }
        assertEquals(Problem.SEVERAL_PRIVATE_KEYS, problem(saved(store), PASSPHRASE));
    }

    @Test
    void aSecretKeyInPkcs12IsNoPrivateKey() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("aes", new SecretKeySpec(new byte[16], "AES"), PASSPHRASE.toCharArray(), null);
        assertEquals(Problem.NO_PRIVATE_KEY, problem(saved(store), PASSPHRASE));
    }

    private static byte[] saved(KeyStore store) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, PASSPHRASE.toCharArray());
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_1024, RSA -pkeyopt rsa_keygen_bits:1024",
        "P_521, EC -pkeyopt ec_paramgen_curve:P-521",
        "SECP256K1, EC -pkeyopt ec_paramgen_curve:secp256k1",
        "BRAINPOOL_P384R1, EC -pkeyopt ec_paramgen_curve:brainpoolP384r1",
        "ED25519, ED25519",
        "X448, X448",
    })
    void everyTypeComesOutOfEveryFormat(KeyType type, String algorithm) throws Unreadable {
        openssl.run("genpkey -algorithm " + algorithm + " -out any.key");
        openssl.run("pkey -in any.key -outform DER -out any.der");
        openssl.run("pkcs12 -export -nocerts -inkey any.key -passout pass:x -out any.p12");
        openssl.run("pkey -in any.key -pubout -outform DER -out any.pub");
        for (String name : List.of("any.key", "any.der", "any.p12")) {
            try (KeyFile file = read(openssl.read(name), "x")) {
                assertEquals(type, file.key().type());
                assertEquals(Bytes.adopt(openssl.read("any.pub")), file.key().publicKey());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RSA -pkeyopt rsa_keygen_bits:1280",
                "RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3",
                "RSA-PSS -pkeyopt rsa_keygen_bits:2048",
                "EC -pkeyopt ec_paramgen_curve:prime239v1",
                "EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit",
            })
    void otherKeysAreNotSupported(String algorithm) {
        openssl.run("genpkey -algorithm " + algorithm + " -out other.key");
        assertEquals(Problem.UNSUPPORTED_KEY, problem(openssl.read("other.key"), ""));
        openssl.run("pkey -in other.key -outform DER -out other.der");
        assertEquals(Problem.UNSUPPORTED_KEY, problem(openssl.read("other.der"), ""));
        openssl.run("pkcs12 -export -nocerts -inkey other.key -passout pass:x -out other.p12");
        assertEquals(Problem.UNSUPPORTED_KEY, problem(openssl.read("other.p12"), "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
                "0",
                "0\u0000",
                "0\u0080",
            })
    void anythingElseIsNoKeyFile(String content) {
        assertEquals(Problem.UNKNOWN_FORMAT, problem(content.getBytes(StandardCharsets.ISO_8859_1), ""));
    }

    @Test
    void aCertificateInDerIsNoKeyFile() {
        openssl.run("x509 -in rsa.pem -outform DER -out rsa.der");
        assertEquals(Problem.UNKNOWN_FORMAT, problem(openssl.read("rsa.der"), ""));
    }

    /** Damaged files end with a problem, whatever the damage is: nothing else is thrown, and nothing takes for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs12 -export -inkey p256.key -in p256.pem -passout pass:PASS",
                "pkcs12 -export -legacy -inkey p256.key -in p256.pem -passout pass:PASS",
                "pkcs8 -topk8 -in p256.key -outform DER -passout pass:PASS",
                "pkcs8 -topk8 -in p256.key -scrypt -outform DER -passout pass:PASS",
                "pkcs8 -topk8 -in p256.key -passout pass:PASS",
                "pkey -in rsa.key -outform DER",
                "pkey -in p256.key",
                "ec -in p256.key -aes128 -passout pass:PASS",
            })
    void damagedFilesAreRefused(String command) {
        openssl.run(command.replace("PASS", PASSPHRASE) + " -out damaged");
        byte[] content = openssl.read("damaged");
        Random random = Seed.random();
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            byte[] damaged = damaged(content, random);
            try {
                read(damaged, PASSPHRASE).close();
            } catch (Unreadable e) {
                refused++;
            }
        }
        assertTrue(refused > 30, refused + " refused, " + Seed.hint());
    }

    private static byte[] damaged(byte[] content, Random random) {
        byte[] damaged = content.clone();
        int at = random.nextInt(Math.min(content.length, random.nextBoolean() ? 100 : content.length));
        damaged[at] = (byte) (random.nextBoolean() ? damaged[at] ^ 1 << random.nextInt(8) : random.nextInt(256));
        return random.nextInt(4) == 0 ? Bytes.copyOf(damaged, 0, at).toArray() : damaged;
    }
}
