package io.github.camelatlos;

import java.io.FileInputStream;
import java.io.File;
import java.util.Map;

import io.github.camelatlos.model.SourceMaterial;

/** Uploads one file, in a JVM of its own with little memory. Arguments: base URL, token, id of the source material, file, file|stream. */
final class LargeUploadMain {

    private LargeUploadMain() {
    }

    public static void main(String[] arguments) throws Exception {
        AtlosConfiguration configuration = new AtlosConfiguration();
        configuration.setBaseUrl(arguments[0]);
        configuration.setToken(arguments[1]);
        File file = new File(arguments[3]);
        try (Connector atlos = Connector.with(configuration)) {
            SourceMaterial record = atlos.ok("atlos:source-material?operation=upload",
                    arguments[4].equals("file") ? file : new FileInputStream(file),
                    Map.of(AtlosConstants.SOURCE_MATERIAL_ID, arguments[2], AtlosConstants.FILE_NAME, "large.bin"), SourceMaterial.class);
            System.out.println("uploaded " + record.getArtifacts().get(record.getArtifacts().size() - 1).fileSize());
        }
    }
}
