package io.github.camelatlos;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What a producer does, and what it takes where a header is missing. */
@UriParams
public class AtlosProducerConfiguration {

    @UriParam(label = "producer",
              description = "What to do: create (a new incident, or new source material for one), addComment (comment on an incident), "
                      + "updateAttribute (set an attribute of an incident), setMetadata (replace a namespace of a source material's "
                      + "metadata), upload (add a file to a source material), get (read one record) or list (read them all, page by "
                      + "page). The header CamelAtlosOperation wins over it.")
    private AtlosOperation operation;

    @UriParam(label = "producer",
              description = "updateAttribute: which one, where the header CamelAtlosAttribute is missing: a built-in name (status, description, date, "
                      + "time, more_info, tags, sensitive, restrictions, geolocation_resolution, assignments), the name that people see (in any "
                      + "letter case), or a custom attribute's UUID.")
    private String attribute;

    @UriParam(label = "producer",
              description = "addComment: the comment; updateAttribute: the explanation that goes with it; where the header CamelAtlosMessage is missing.")
    private String message;

    @UriParam(label = "producer",
              description = "setMetadata, upload and get: the id of the source material, where the header CamelAtlosSourceMaterialId is missing.")
    private String sourceMaterialId;

    @UriParam(label = "producer",
              description = "setMetadata: the namespace, where the header CamelAtlosNamespace is missing.")
    private String namespace;

    @UriParam(label = "producer",
              description = "create on source material: its URL, where the header CamelAtlosUrl is missing and the body is empty.")
    private String url;

    @UriParam(label = "producer",
              description = "create on source material: whether Atlos should archive its URL, where the header CamelAtlosArchive is "
                      + "missing: true, false, yes or no. While it does, what is written to the record is erased when that ends; see archiveTimeout.")
    private String archive;

    @UriParam(label = "producer",
              description = "upload: the title, where the header CamelAtlosTitle is missing.")
    private String title;

    @UriParam(label = "producer", defaultValue = "true",
              description = "upload: bytes that the record already holds (by SHA-256) are not sent again.")
    private boolean skipDuplicates = true;

    @UriParam(label = "producer", defaultValue = "true",
              description = "setMetadata, upload, and updateAttribute of a custom attribute: read back what the server is known to lose when others write "
                      + "at the same time.")
    private boolean verify = true;

    @UriParam(label = "producer", defaultValue = "2m", javaType = "java.time.Duration",
              description = "setMetadata, upload: how long to wait while Atlos is still archiving the source material, since what is written "
                      + "meanwhile is erased when that ends; then NOT_READY, with nothing sent. With verify=false it is not waited for.")
    private long archiveTimeout = 120_000;

    public AtlosOperation getOperation() {
        return operation;
    }

    public void setOperation(AtlosOperation operation) {
        this.operation = operation;
    }

    public String getAttribute() {
        return attribute;
    }

    public void setAttribute(String attribute) {
        this.attribute = attribute;
    }

    public String getMessage() {
        return message;
    }

    public void setMessage(String message) {
        this.message = message;
    }

    public String getSourceMaterialId() {
        return sourceMaterialId;
    }

    public void setSourceMaterialId(String sourceMaterialId) {
        this.sourceMaterialId = sourceMaterialId;
    }

    public String getNamespace() {
        return namespace;
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getArchive() {
        return archive;
    }

    public void setArchive(String archive) {
        this.archive = archive;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public boolean isSkipDuplicates() {
        return skipDuplicates;
    }

    public void setSkipDuplicates(boolean skipDuplicates) {
        this.skipDuplicates = skipDuplicates;
    }

    public boolean isVerify() {
        return verify;
    }

    public void setVerify(boolean verify) {
        this.verify = verify;
    }

    public long getArchiveTimeout() {
        return archiveTimeout;
    }

    public void setArchiveTimeout(long archiveTimeout) {
        this.archiveTimeout = archiveTimeout;
    }
}
