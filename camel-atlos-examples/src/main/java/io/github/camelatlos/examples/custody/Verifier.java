package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.archive.KeptFiles;
import io.github.camelatlos.examples.archive.KeptFolder;
import io.github.camelatlos.model.SourceMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/** Looks at everything in an archive, and changes nothing. */
public final class Verifier implements CamelContextAware {

    private Path archive;
    private Path key;
    private Path authorities;
    private String namespace = "camel-atlos-archive";
    private String files = "";
    private CamelContext camel;

    public void setFolder(String folder) {
        archive = Path.of(folder);
    }

    /** The public key to check with, kept where the archive's keeper cannot change it; empty: the one in the archive. */
    public void setKey(String file) {
        key = file.isBlank() ? null : Path.of(file);
    }

    /** PEM certificates of the timestamp authorities to believe; empty: those in the archive. Without any, nothing has to be stamped. */
    public void setAuthorities(String file) {
        authorities = file.isBlank() ? null : Path.of(file);
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    /** A folder, or a bucket as {@code aws2-s3:BUCKET?region=eu-central-1}; empty: {@code files} in the archive's folder. */
    public void setFiles(String where) {
        files = where;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    /** @param records all source material of the project; null: Atlos is not asked */
    public VerifyReport verify(Iterator<SourceMaterial> records) throws IOException {
        return report(records, files.isBlank() ? new KeptFolder(archive.resolve("files")) : KeptFiles.at(camel, files));
    }

    VerifyReport report(Iterator<SourceMaterial> records, KeptFiles vault) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        ManifestFolder manifest = new ManifestFolder(archive.resolve("manifest"));
        if (manifest.days().isEmpty()) {
            findings.add(new Finding("manifest", Finding.Problem.MISSING, "there is none in " + archive));
        }
        ChainCheck chain = new ChainCheck(manifest, shownKey(manifest), findings::add);
        FileCheck files = new FileCheck(archive, vault, findings::add);
        StampCheck stamps = new StampCheck(manifest, believed(manifest), findings::add);
        ProofCheck proofs = new ProofCheck(manifest, findings::add);
        AtlosCheck atlos = records == null ? null : new AtlosCheck(records, namespace, findings::add);
        new ManifestReader(manifest).read((day, line) -> {
            counts.merge("lines of " + (line.kind().isEmpty() ? "no kind" : line.kind()), 1L, Long::sum);
            chain.line(day, line);
            stamps.line(line);
            proofs.line(line);
            if (line.kind().equals("kept") && line.version() <= ManifestLine.VERSION) {
                files.line(line);
                if (atlos != null) {
                    atlos.line(line);
                }
            }
        });
        chain.end();
        files.end();
        counts.put("files looked at", files.lookedAt());
        proofs.end();
        if (Files.exists(authorities == null ? manifest.authorities() : authorities)) {
            stamps.end();
        }
        if (atlos != null) {
            atlos.end();
        }
        return new VerifyReport(counts, findings, proofs.anchors());
    }

    private List<X509Certificate> believed(ManifestFolder manifest) throws IOException {
        Path file = authorities == null ? manifest.authorities() : authorities;
        return authorities != null || Files.exists(file) ? TimestampAuthority.certificates(file) : List.of();
    }

    private PublicKey shownKey(ManifestFolder manifest) throws IOException {
        Path file = key == null ? manifest.shownKey() : key;
        return key != null || Files.exists(file) ? SigningKey.shown(file) : null;
    }
}
