package io.github.camelatlos;

import org.apache.camel.spi.Metadata;

/** The names of the headers that a consumed exchange carries and that the producer reads. */
public final class AtlosConstants {

    @Metadata(label = "producer", description = "What to do: `create`, `addComment`, `updateAttribute`, `get` or `list` on incidents; "
            + "`create`, `setMetadata`, `upload`, `get` or `list` on source material; `list` on updates. Wins over the option.",
              javaType = "String", enums = "create,addComment,updateAttribute,setMetadata,upload,get,list")
    public static final String OPERATION = "CamelAtlosOperation";

    @Metadata(label = "consumer", description = "The list the record comes from: `incidents`, `source-material` or `updates`.",
              javaType = "String", enums = "incidents,source-material,updates")
    public static final String RESOURCE = "CamelAtlosResource";

    @Metadata(description = "The id (a UUID) of the record that was read, or of what the producer's answer holds.", javaType = "String")
    public static final String ID = "CamelAtlosId";

    @Metadata(description = "The incident's slug, such as `CIV-AB12CD`; letter case and the project's prefix do not matter. "
            + "On source material and updates it is set only with `resolveSlug=true`.",
              javaType = "String")
    public static final String SLUG = "CamelAtlosSlug";

    @Metadata(label = "consumer", description = "The id of the incident that the record is, or belongs to.", javaType = "String")
    public static final String INCIDENT_ID = "CamelAtlosIncidentId";

    @Metadata(description = "The id of the source material that the record is, or speaks of; what `setMetadata`, `upload` and `get` act on.",
              javaType = "String")
    public static final String SOURCE_MATERIAL_ID = "CamelAtlosSourceMaterialId";

    @Metadata(label = "consumer", description = "`created` (inserted after the mark this consumer started from), `modified` or `deleted`; "
            + "with `splitResults=false` a list, in the order of the body.",
              javaType = "String", enums = "created,modified,deleted")
    public static final String CHANGE = "CamelAtlosChange";

    @Metadata(label = "consumer", description = "When the server recorded the change, to the second.", javaType = "java.time.Instant")
    public static final String TIMESTAMP = "CamelAtlosTimestamp";

    @Metadata(label = "consumer", description = "When the server recorded the change, in milliseconds since 1970 (UTC).", javaType = "long")
    public static final String MESSAGE_TIMESTAMP = "CamelMessageTimestamp";

    @Metadata(label = "producer", description = "The comment's text (`addComment`, where it wins over the body), or the explanation that "
            + "goes with an `updateAttribute`.",
              javaType = "String")
    public static final String MESSAGE = "CamelAtlosMessage";

    @Metadata(label = "producer", description = "The attribute to update: a built-in name such as `status`, the name that people see (in any "
                    + "letter case), or a custom attribute's UUID.",
              javaType = "String")
    public static final String ATTRIBUTE = "CamelAtlosAttribute";

    @Metadata(label = "producer", description = "The URL of a new source material; wins over the body.", javaType = "String")
    public static final String URL = "CamelAtlosUrl";

    @Metadata(label = "producer", description = "Whether Atlos should archive the URL of a new source material: true, false, yes or no.",
              javaType = "Boolean")
    public static final String ARCHIVE = "CamelAtlosArchive";

    @Metadata(label = "producer", description = "The metadata namespace that `setMetadata` replaces.", javaType = "String")
    public static final String NAMESPACE = "CamelAtlosNamespace";

    @Metadata(label = "producer", description = "`true` to erase the namespace on purpose (`setMetadata`).", javaType = "Boolean")
    public static final String ERASE = "CamelAtlosErase";

    @Metadata(label = "producer", description = "The title of an uploaded file: one plain string.", javaType = "String")
    public static final String TITLE = "CamelAtlosTitle";

    @Metadata(label = "producer", description = "The name of an uploaded file; Atlos keeps only its extension.", javaType = "String")
    public static final String FILE_NAME = "CamelFileName";

    private AtlosConstants() {
    }
}
