package io.sightline.dataset.catsdogs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sightline.dataset.ClassCount;
import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.ScanListener;
import io.sightline.download.Checksum;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatsVsDogsTest {
    @TempDir
    Path folder;

    @Test
    void sortsThePicturesAndLeavesOutWhatIsNone() throws IOException {
        Path archive = PetArchives.write(folder.resolve("pets.zip"), 100);
        Path out = folder.resolve("made/for/it/pets");
        List<Integer> progress = new ArrayList<>();

        PreparedDataset prepared = CatsVsDogs.prepare(archive, out, (done, total) -> {
            assertThat(total).isEqualTo(205);
            progress.add(done);
        });

        assertThat(prepared.leftOut())
                .extracting(PreparedDataset.LeftOut::name)
                .containsExactly("PetImages/Cat/666.jpg", "PetImages/Dog/11702.jpg", "PetImages/Dog/11703.jpg");
        assertThat(prepared.leftOut().get(0).reason()).isEqualTo("it is empty");
        assertThat(prepared.leftOut().get(2).reason()).contains("HTML");
        assertThat(prepared.pictures())
                .as("BMP and GIF are read, whatever their ending")
                .isEqualTo(202);
        assertThat(progress).isSorted().last().isEqualTo(205);

        ImageFolder data = ImageFolder.scan(out);
        assertThat(data.labels()).containsExactly("cat", "dog");
        assertThat(data.counts()).isEqualTo(prepared.counts()).allSatisfy(CatsVsDogsTest::isAboutEightyTenTen);
        assertThat(data.problems()).isEmpty();
        assertThat(CatsVsDogs.find(out)).isEqualTo(prepared);
        assertThat(folder.resolve("made/for/it")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theSameArchiveGivesTheSameDataSet() throws IOException {
        Path archive = PetArchives.write(folder.resolve("pets.zip"), 20);

        PreparedDataset once = CatsVsDogs.prepare(archive, folder.resolve("once"), ScanListener.none());
        PreparedDataset again = CatsVsDogs.prepare(archive, folder.resolve("again"), ScanListener.none());

        assertThat(again).isEqualTo(once);
        assertThat(ImageFolder.scan(folder.resolve("again")).hash())
                .isEqualTo(ImageFolder.scan(folder.resolve("once")).hash());
    }

    @Test
    void whatIsInterruptedLeavesNothingThatLooksWholeAndCanBeDoneAgain() throws IOException {
        Path archive = PetArchives.write(folder.resolve("pets.zip"), 30);
        Path out = folder.resolve("pets");
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> CatsVsDogs.prepare(archive, out, (done, total) -> {
                    if (calls.incrementAndGet() == 10) {
                        throw new IllegalStateException("unplugged");
                    }
                }))
                .hasMessage("unplugged");

        assertThat(out).doesNotExist();
        assertThat(folder.resolve("pets.part")).doesNotExist();
        Files.createDirectories(folder.resolve("pets.part/train/cat"));
        Files.writeString(folder.resolve("pets.part/train/cat/0.jpg"), "left by a process that was killed");
        assertThat(CatsVsDogs.prepare(archive, out, ScanListener.none()).pictures())
                .isEqualTo(62);
        assertThat(ImageFolder.scan(out).photos()).hasSize(62);
    }

    @Test
    void keepsItsHandsOffAFolderWithSomethingElseInIt() throws IOException {
        Path archive = PetArchives.write(folder.resolve("pets.zip"), 2);
        Files.writeString(Files.createDirectories(folder.resolve("pets")).resolve("thesis.txt"), "dear");

        assertThatThrownBy(() -> CatsVsDogs.prepare(archive, folder.resolve("pets"), ScanListener.none()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("something else in it")
                .hasMessageContaining("--out");
        assertThat(folder.resolve("pets/thesis.txt")).hasContent("dear");
    }

    @Test
    void noMoreIsUnpackedThanAPictureMayHave() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            PetArchives.put(zip, "PetImages/Cat/1.jpg", new byte[1_000_000]);
            PetArchives.put(zip, "PetImages/Dog/1.jpg", new byte[1_000_000]);
        }
        try (PetArchive archive = PetArchive.open(bomb)) {
            assertThat(archive.read(archive.pets().get(0), 1000)).hasSize(1001);
        }
    }

    @Test
    void anArchiveOfFarTooManyFilesIsNotLookedThrough() throws IOException {
        Path endless = folder.resolve("endless.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(endless))) {
            for (int i = 0; i <= 200_000; i++) {
                PetArchives.put(zip, "PetImages/" + (i % 2 == 0 ? "Cat/" : "Dog/") + i + ".jpg", new byte[0]);
            }
        }

        assertThatThrownBy(() -> PetArchive.open(endless))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("200001 entries");
    }

    @Test
    void namesThatLeadOutOfTheFolderLeadNowhere() throws IOException {
        Path archive = folder.resolve("evil.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            PetArchives.put(zip, "PetImages/Cat/1.jpg", PetArchives.picture("jpg", 1));
            PetArchives.put(zip, "PetImages\\Dog\\1.jpg", PetArchives.picture("jpg", 2));
            for (String name : List.of(
                    "PetImages/Cat/../../../evil.jpg",
                    "../PetImages/Cat/evil.jpg",
                    "PetImages/Cat/..\\..\\evil.jpg",
                    "/PetImages/Dog/evil.jpg",
                    "PetImages/Dog/C:evil.jpg")) {
                PetArchives.put(zip, name, PetArchives.picture("jpg", 3));
            }
        }

        PreparedDataset prepared = CatsVsDogs.prepare(archive, folder.resolve("deep/pets"), ScanListener.none());

        assertThat(prepared.pictures()).isEqualTo(2);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files).noneMatch(file -> file.toString().contains("evil.jpg"));
        }
    }

    @Test
    void aPictureThatSwellsIsUnpackedNoFurtherThanAPictureMayBe() throws IOException {
        Path archive = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            PetArchives.put(zip, "PetImages/Cat/1.jpg", PetArchives.picture("jpg", 1));
            PetArchives.put(zip, "PetImages/Dog/1.jpg", PetArchives.picture("jpg", 2));
            PetArchives.put(zip, "PetImages/Dog/2.jpg", new byte[64 * 1024 * 1024]);
        }

        PreparedDataset prepared = CatsVsDogs.prepare(archive, folder.resolve("pets"), ScanListener.none());

        assertThat(Files.size(archive)).isLessThan(100_000);
        assertThat(prepared.leftOut())
                .singleElement()
                .satisfies(file -> assertThat(file.reason()).contains("more than"));
    }

    @Test
    void anArchiveThatIsAnotherOrNotWholeIsRefused() throws IOException {
        Path whole = PetArchives.write(folder.resolve("pets.zip"), 5);
        Path cut = folder.resolve("cut.zip");
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        Path other = folder.resolve("other.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
            PetArchives.put(zip, "PetImages/Cat/1.jpg", PetArchives.picture("jpg", 1));
        }
        Path out = folder.resolve("out");

        assertThatThrownBy(() -> CatsVsDogs.prepare(cut, out, ScanListener.none()))
                .hasMessageContaining("download it again");
        assertThatThrownBy(() -> CatsVsDogs.prepare(other, out, ScanListener.none()))
                .hasMessageContaining("PetImages/Dog");
        assertThatThrownBy(() -> CatsVsDogs.prepare(folder.resolve("none.zip"), out, ScanListener.none()))
                .hasMessageContaining("there is no file");
        assertThat(out).doesNotExist();
    }

    @Test
    void downloadsWhatIsPublishedAndNothingElse() throws IOException {
        byte[] archive = "an archive".getBytes(UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/pets.zip", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, archive.length);
                exchange.getResponseBody().write(archive);
            }
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/pets.zip");
            Checksum right = Checksum.sha256(DigestUtils.sha256Hex(archive));

            assertThatThrownBy(() -> CatsVsDogs.download(uri, folder, CatsVsDogs.PUBLISHED, (done, total) -> {}))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("--archive ZIP");
            assertThat(CatsVsDogs.download(uri, folder, right, (done, total) -> {}))
                    .hasBinaryContent(archive);
        } finally {
            server.stop(0);
        }
    }

    private static void isAboutEightyTenTen(ClassCount count) {
        assertThat(count.train()).isBetween(65, 95);
        assertThat(count.validation()).isBetween(2, 22);
        assertThat(count.test()).isBetween(2, 22);
    }
}
