package io.github.camelatlos;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What a consumer reads, and where it remembers how far it came. */
@UriParams
public class AtlosConsumerConfiguration {

    @UriParam(label = "consumer,filter",
              description = "Only incidents with one of these statuses: To Do, In Progress, Help Needed, Ready for Review, "
                      + "Completed, Cancelled; comma-separated. Incidents only.")
    private String status;

    // The generator drops square brackets, so they are spelled out.
    @UriParam(label = "consumer,filter",
              description = "Only incidents with these tags, comma-separated. For those without a tag: the word Unset in square brackets, the "
                      + "brackets included; a bare Unset is refused. Incidents only.")
    private String tags;

    @UriParam(label = "consumer,filter",
              description = "Only incidents marked so: Not Sensitive, Personal Information Visible, Graphic Violence, Deleted by "
                      + "Source, Deceptive or Misleading; comma-separated. Incidents only.")
    private String sensitive;

    @UriParam(label = "consumer,filter",
              description = "Only incidents that this search finds: words, a slug or a source URL. Incidents only.")
    private String query;

    @UriParam(label = "consumer,filter",
              description = "Only incidents on this day (yyyy-MM-dd) or later. Incidents only.")
    private String dateMin;

    @UriParam(label = "consumer,filter",
              description = "Only incidents on this day (yyyy-MM-dd) or earlier. Incidents only.")
    private String dateMax;

    @UriParam(label = "consumer,filter",
              description = "Only incidents around this place: latitude,longitude in degrees. Incidents only.")
    private String geolocation;

    @UriParam(label = "consumer,filter",
              description = "How far around geolocation, in whole kilometres; the server takes 10 where it is not given, and measures "
                      + "in degrees: east and west it is short by the cosine of the latitude. Incidents only.")
    private Double geolocationRadius;

    @UriParam(label = "consumer,filter", prefix = "filter.", multiValue = true,
              description = "Further search parameters of the server, sent as they are: filter.no_media_versions=true, filter.project_id, "
                      + "filter.only_assigned_id, filter.only_subscribed_id. The server silently ignores names and values it does not know; "
                      + "an unknown name is warned about.")
    private Map<String, String> filter = new HashMap<>();

    @UriParam(label = "consumer,filter", defaultValue = "false",
              description = "Also deliver an incident that has been deleted, with CamelAtlosChange=deleted. Incidents only.")
    private boolean deleted;

    @UriParam(label = "consumer,filter", defaultValue = "anyone",
              description = "Only updates made by people or by API tokens; people keeps a route that comments on updates from "
                      + "feeding itself. Updates only.")
    private AtlosMadeBy madeBy = AtlosMadeBy.anyone;

    @UriParam(label = "consumer", defaultValue = "beginning",
              description = "Where to begin while there is no checkpoint: beginning, now, or an ISO-8601 instant such as "
                      + "2026-11-01T00:00:00Z. In a URI a plus sign turns into a blank, which is understood here as well.")
    private String startFrom = "beginning";

    @UriParam(label = "consumer,advanced",
              description = "Where the checkpoint is kept; in memory if neither this nor checkpointFile is given, and then a "
                      + "restart begins anew.")
    private StateRepository<String, String> stateRepository;

    @UriParam(label = "consumer",
              description = "A file in which the checkpoint is kept, safe against crashes.")
    private String checkpointFile;

    @UriParam(label = "consumer",
              description = "The name of the checkpoint in its store. Derived from base URL, resource and filters where it is not "
                      + "given.")
    private String checkpointKey;

    @UriParam(label = "consumer,advanced", defaultValue = "200ms", javaType = "java.time.Duration",
              description = "The checkpoint is written when so much time has passed since it was written last, and always before a failed "
                      + "record is reported, at the end of a poll, at suspend and at stop; 0: after each exchange. What was delivered "
                      + "since is delivered again after a crash.")
    private long checkpointInterval = 200;

    @UriParam(label = "consumer,advanced", defaultValue = "60s", javaType = "java.time.Duration",
              description = "How far behind the newest delivered timestamp every poll looks again for rows that were committed "
                      + "late.")
    private long lookback = 60_000;

    @UriParam(label = "consumer,advanced", defaultValue = "15m", javaType = "java.time.Duration",
              description = "How often the whole list of source material is compared, to find uploads and changed metadata. "
                      + "Source material only.")
    private long sweepInterval = 15 * 60_000;

    @UriParam(label = "consumer,advanced", defaultValue = "false",
              description = "Also set CamelAtlosSlug, which the API does not give with source material and updates; learned from "
                      + "a walk of the incidents.")
    private boolean resolveSlug;

    @UriParam(label = "consumer", defaultValue = "0",
              description = "How many records a poll delivers at most; the rest follows in the next poll. 0 is no limit.")
    private int maxMessagesPerPoll;

    @UriParam(label = "consumer", defaultValue = "true",
              description = "One exchange for each record; false: one for each page, with a list as body.")
    private boolean splitResults = true;

    public String getStatus() {
        return status;
    }

    public void setStatus(String status) {
        this.status = status;
    }

    public String getTags() {
        return tags;
    }

    public void setTags(String tags) {
        this.tags = tags;
    }

    public String getSensitive() {
        return sensitive;
    }

    public void setSensitive(String sensitive) {
        this.sensitive = sensitive;
    }

    public String getQuery() {
        return query;
    }

    public void setQuery(String query) {
        this.query = query;
    }

    public String getDateMin() {
        return dateMin;
    }

    public void setDateMin(String dateMin) {
        this.dateMin = dateMin;
    }

    public String getDateMax() {
        return dateMax;
    }

    public void setDateMax(String dateMax) {
        this.dateMax = dateMax;
    }

    public String getGeolocation() {
        return geolocation;
    }

    public void setGeolocation(String geolocation) {
        this.geolocation = geolocation;
    }

    public Double getGeolocationRadius() {
        return geolocationRadius;
    }

    public void setGeolocationRadius(Double geolocationRadius) {
        this.geolocationRadius = geolocationRadius;
    }

    public Map<String, String> getFilter() {
        return filter;
    }

    public void setFilter(Map<String, String> filter) {
        this.filter = filter;
    }

    public boolean isDeleted() {
        return deleted;
    }

    public void setDeleted(boolean deleted) {
        this.deleted = deleted;
    }

    public AtlosMadeBy getMadeBy() {
        return madeBy;
    }

    public void setMadeBy(AtlosMadeBy madeBy) {
        this.madeBy = madeBy;
    }

    public String getStartFrom() {
        return startFrom;
    }

    public void setStartFrom(String startFrom) {
        this.startFrom = startFrom;
    }

    public StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    public void setStateRepository(StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    public String getCheckpointFile() {
        return checkpointFile;
    }

    public void setCheckpointFile(String checkpointFile) {
        this.checkpointFile = checkpointFile;
    }

    public String getCheckpointKey() {
        return checkpointKey;
    }

    public void setCheckpointKey(String checkpointKey) {
        this.checkpointKey = checkpointKey;
    }

    public long getCheckpointInterval() {
        return checkpointInterval;
    }

    public void setCheckpointInterval(long checkpointInterval) {
        this.checkpointInterval = checkpointInterval;
    }

    public long getLookback() {
        return lookback;
    }

    public void setLookback(long lookback) {
        this.lookback = lookback;
    }

    public long getSweepInterval() {
        return sweepInterval;
    }

    public void setSweepInterval(long sweepInterval) {
        this.sweepInterval = sweepInterval;
    }

    public boolean isResolveSlug() {
        return resolveSlug;
    }

    public void setResolveSlug(boolean resolveSlug) {
        this.resolveSlug = resolveSlug;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public boolean isSplitResults() {
        return splitResults;
    }

    public void setSplitResults(boolean splitResults) {
        this.splitResults = splitResults;
    }

}
