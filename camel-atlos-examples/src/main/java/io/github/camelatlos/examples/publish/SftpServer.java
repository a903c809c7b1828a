package io.github.camelatlos.examples.publish;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A web server's folder over SFTP. Camel's own endpoint writes file by file, and deletes a file before it puts the new one in its
 * place; here the set goes into a folder of its own, and then the few files that lead there are replaced in one step each.
 */
public final class SftpServer {

    private static final int TIMEOUT_MILLIS = 30_000;
    /** OpenSSH's own rename, which puts a file in the place of another in one step; SFTP's refuses where there is one already. */
    private static final String ATOMIC_RENAME = "posix-rename@openssh.com";

    private String host;
    private int port = 22;
    private String username;
    private String password = "";
    private String privateKey = "";
    private String knownHosts;
    private String folder = ".";

    public void setHost(String host) {
        this.host = host;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    /** A file; instead of a password. */
    public void setPrivateKey(String file) {
        this.privateKey = file;
    }

    /** The server's key must stand in this file: whoever else answers could publish what they like. */
    public void setKnownHosts(String file) {
        this.knownHosts = file;
    }

    public void setFolder(String folder) {
        this.folder = folder;
    }

    public void replace(PublishedSet set) throws IOException {
        Session session = null;
        try {
            session = connect();
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(TIMEOUT_MILLIS);
            if (sftp.getExtension(ATOMIC_RENAME) == null) {
                throw new IOException("SFTP to " + host + ": the server has no " + ATOMIC_RENAME + ", so that readers would find pages missing or half of"
                        + " each set while it is replaced. Nothing was changed. Publish to a folder or to S3, or let the server be OpenSSH");
            }
            sftp.cd(folder);
            write(sftp, set);
            for (String name : names(sftp, ".")) {
                if (set.isOutdated(name)) {
                    delete(sftp, name);
                }
            }
        } catch (JSchException | SftpException e) {
            throw new IOException("SFTP to " + host + ": " + e.getMessage(), e);
        } finally {
            if (session != null) {
                session.disconnect();
            }
        }
    }

    private Session connect() throws JSchException {
        JSch jsch = new JSch();
        jsch.setKnownHosts(knownHosts);
        if (!privateKey.isEmpty()) {
            jsch.addIdentity(privateKey);
        }
        Session session = jsch.getSession(username, host, port);
        if (!password.isEmpty()) {
            session.setPassword(password);
        }
        session.setTimeout(TIMEOUT_MILLIS);
        session.connect(TIMEOUT_MILLIS);
        return session;
    }

    private static void write(ChannelSftp sftp, PublishedSet set) throws SftpException {
        Set<String> made = new HashSet<>();
        for (String path : set.paths()) {
            makeFolders(sftp, set.name() + "/" + path, made);
            sftp.put(new ByteArrayInputStream(set.bytes(path)), set.name() + "/" + path);
        }
        for (String path : set.front()) {
            makeFolders(sftp, path, made);
            String temporary = set.name() + "/next.tmp";
            sftp.put(new ByteArrayInputStream(set.frontBytes(path)), temporary);
            // JSch takes the atomic one where the server has it.
            sftp.rename(temporary, path);
        }
    }

    private static void makeFolders(ChannelSftp sftp, String path, Set<String> made) throws SftpException {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String parent = path.substring(0, slash);
            if (made.add(parent) && !exists(sftp, parent)) {
                sftp.mkdir(parent);
            }
        }
    }

    private static boolean exists(ChannelSftp sftp, String path) throws SftpException {
        try {
            sftp.stat(path);
            return true;
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return false;
            }
            throw e;
        }
    }

    private static List<String> names(ChannelSftp sftp, String path) throws SftpException {
        return sftp.ls(path).stream().map(ChannelSftp.LsEntry::getFilename).filter(name -> !name.equals(".") && !name.equals("..")).toList();
    }

    private static void delete(ChannelSftp sftp, String path) throws SftpException {
        if (sftp.lstat(path).isDir()) {
            for (String name : names(sftp, path)) {
                delete(sftp, path + "/" + name);
            }
            sftp.rmdir(path);
        } else {
            sftp.rm(path);
        }
    }
}
