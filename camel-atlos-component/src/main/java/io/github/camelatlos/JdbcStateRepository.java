package io.github.camelatlos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.github.camelatlos.checkpoint.Journal;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Keeps checkpoints in a table of a database, for routes that run on several nodes: a node that takes over goes on where the other one was, and
 * one that was thought dead and comes back cannot move the mark back. Tested with PostgreSQL; the SQL is plain enough for others.
 *
 * <p>Declare it as a bean with a {@code dataSource} and name it in {@code stateRepository=#…}. The table is created if it is missing.
 */
public class JdbcStateRepository extends ServiceSupport implements StateRepository<String, String>, Journal {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");
    private static final int LONGEST_ROW = 250;
    /** Leaves room for what is behind it. */
    private static final int LONGEST_KEY = 238;
    private static final int SECONDS = 30;
    /** Behind a key: the row that tells who wrote last, and, with a number, one of those written since the base. */
    private static final String HEAD = " #writer";
    private static final String TEXT = " #";

    private DataSource dataSource;
    private String table = "atlos_checkpoint";
    private boolean createTable = true;

    public JdbcStateRepository() {
    }

    public JdbcStateRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    @Override
    protected void doStart() {
        if (dataSource == null) {
            throw new IllegalArgumentException("JdbcStateRepository needs a dataSource");
        }
        transaction("looked up", connection -> {
            if (createTable && !exists(connection)) {
                create(connection);
            }
            return null;
        });
    }

    @Override
    public String getState(String key) {
        return transaction("read", connection -> select(connection, checked(key), ""));
    }

    @Override
    public void setState(String key, String state) {
        transaction("written", connection -> {
            String before = select(connection, checked(key), " for update");
            return before == null && insert(connection, key, state) || update(connection, key, state);
        });
    }

    @Override
    public Kept read(String key) {
        // In one statement, so that all rows are of one moment.
        Map<String, String> rows = transaction("read", connection -> all(connection, checked(key)));
        List<String> texts = new ArrayList<>();
        for (String text = rows.get(key); text != null; text = rows.get(key + TEXT + texts.size())) {
            texts.add(text);
        }
        return new Kept(rows.get(key + HEAD), texts);
    }

    @Override
    public boolean replace(String key, Kept expected, String head, String base) {
        return transaction("written", connection -> {
            if (!claim(connection, checked(key), expected.head(), head)) {
                return false;
            }
            String before = select(connection, key, " for update");
            if (expected.head() == null && !Objects.equals(before, expected.texts().isEmpty() ? null : expected.texts().get(0))) {
                connection.rollback();
                return false;
            }
            deleteTexts(connection, key);
            return before == null ? insert(connection, key, base) : update(connection, key, base);
        });
    }

    @Override
    public boolean append(String key, String expectedHead, String head, int number, String text) {
        return transaction("written", connection -> claim(connection, checked(key), expectedHead, head) && insert(connection, key + TEXT + number, text));
    }

    /** Two writers cannot both turn the same head into another. */
    private boolean claim(Connection connection, String key, String expected, String head) throws SQLException {
        if (expected == null) {
            return insert(connection, key + HEAD, head);
        }
        // Compared here: not every database compares large texts.
        return expected.equals(select(connection, key + HEAD, " for update")) && update(connection, key + HEAD, head);
    }

    private Map<String, String> all(Connection connection, String key) throws SQLException {
        Map<String, String> rows = new HashMap<>();
        try (PreparedStatement select = prepare(connection, "select checkpoint_key, checkpoint_state from " + table
                + " where checkpoint_key = ? or checkpoint_key like ? escape '!'")) {
            select.setString(1, key);
            select.setString(2, like(key));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getString(1), row.getString(2));
                }
            }
        }
        return rows;
    }

    /** What stands behind the base; what another key begins with is left alone, as {@link #checked} refuses keys that look like these rows. */
    private void deleteTexts(Connection connection, String key) throws SQLException {
        try (PreparedStatement delete = prepare(connection, "delete from " + table
                + " where checkpoint_key like ? escape '!' and checkpoint_key <> ?")) {
            delete.setString(1, like(key));
            delete.setString(2, key + HEAD);
            delete.executeUpdate();
        }
    }

    private static String like(String key) {
        return key.replace("!", "!!").replace("%", "!%").replace("_", "!_") + TEXT + "%";
    }

    private String select(Connection connection, String key, String locking) throws SQLException {
        try (PreparedStatement select = prepare(connection, "select checkpoint_state from " + table + " where checkpoint_key = ?" + locking)) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private boolean update(Connection connection, String key, String state) throws SQLException {
        try (PreparedStatement update = prepare(connection, "update " + table + " set checkpoint_state = ? where checkpoint_key = ?")) {
            update.setString(1, state);
            update.setString(2, key);
            return update.executeUpdate() == 1;
        }
    }

    /** False if another node has inserted it in this moment. */
    private boolean insert(Connection connection, String key, String state) throws SQLException {
        try (PreparedStatement insert = prepare(connection, "insert into " + table + " (checkpoint_key, checkpoint_state) values (?, ?)")) {
            insert.setString(1, key);
            insert.setString(2, state);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("23")) {
                connection.rollback();
                return false;
            }
            throw e;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(SECONDS);
        return statement;
    }

    private boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select checkpoint_key from " + table + " where 1 = 0").close();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            return false;
        }
    }

    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table " + table + " (checkpoint_key varchar(" + LONGEST_ROW
                    + ") not null primary key, checkpoint_state " + textType(connection) + " not null)");
        } catch (SQLException e) {
            connection.rollback();
            // Another node may have been faster.
            if (!exists(connection)) {
                throw e;
            }
        }
    }

    /** A checkpoint may grow to about a megabyte. */
    private static String textType(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        if (product.contains("mysql") || product.contains("mariadb")) {
            return "longtext";
        }
        return product.contains("postgresql") ? "text" : product.contains("microsoft") ? "nvarchar(max)" : "clob";
    }

    private static String checked(String key) {
        if (key == null || key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("A key of JdbcStateRepository has 1 to " + LONGEST_KEY + " characters");
        }
        if (key.contains(TEXT)) {
            throw new IllegalArgumentException("A key of JdbcStateRepository holds no '" + TEXT + "', with which the rows behind a key are named");
        }
        return key;
    }

    private <T> T transaction(String what, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            int isolation = connection.getTransactionIsolation();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException("The table " + table + " of checkpoints could not be " + what + " (" + e.getMessage() + ")", e);
        }
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /** The database. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public String getTable() {
        return table;
    }

    /** The table's name, with its schema if need be ({@code schema.table}). */
    public void setTable(String table) {
        if (table == null || !NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("'" + table + "' is no name of a table; it is made of letters, digits and underscores, "
                    + "with a schema and a dot before it if need be");
        }
        this.table = table;
    }

    public boolean isCreateTable() {
        return createTable;
    }

    /** Whether to create the table if it is missing; if not, it needs the columns checkpoint_key and checkpoint_state. */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }
}
