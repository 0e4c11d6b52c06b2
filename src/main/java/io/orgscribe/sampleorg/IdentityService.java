package io.orgscribe.sampleorg;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.Org;
import io.orgscribe.samplemodel.SampleOrgSettings;

/**
 * Says who the user of an access token is: at the address that token replies have as {@code id}, and at that of OpenID
 * Connect. It takes the token as a parameter, too, and refuses by one word of text.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_openid.htm">Identity URLs</a>
 * @see <a href="https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_userinfo_endpoint.htm">UserInfo</a>
 */
final class IdentityService {

    static final String PATH = "/id/";

    private static final Pattern IDS = Pattern.compile(PATH + "(00D\\w{12}(?:\\w{3})?)/(005\\w{12}(?:\\w{3})?)/?");
    private static final String ZONE = "Europe/Berlin";

    private final SampleOrgSettings settings;
    private final Identity identity;
    private final AccessTokens accessTokens;
    private final Records records;

    IdentityService(SampleOrgSettings settings, Identity identity, AccessTokens accessTokens, Records records) {
        this.settings = settings;
        this.identity = identity;
        this.accessTokens = accessTokens;
        this.records = records;
    }

    /** @param newest that the org offers */
    Reply identity(Call call, String host, ApiVersion newest) {
        Matcher ids = IDS.matcher(call.path());
        Optional<String> refusal = refusal(call);
        if (refusal.isPresent()) {
            return refused(403, refusal.get());
        }
        if (!ids.matches() || !identity.userId().startsWith(ids.group(2))) {
            return refused(404, "Bad_Id");
        }
        if (!identity.orgId().startsWith(ids.group(1))) {
            return refused(403, "Wrong_Org");
        }
        ObjectNode body = Reply.object()
                .put("id", identity.url(host))
                .put("asserted_user", true)
                .put("user_id", identity.userId())
                .put("organization_id", identity.orgId())
                .put("username", settings.username())
                .put("nick_name", Identity.FIRST_NAME)
                .put("display_name", Identity.NAME)
                .put("email", settings.username())
                .put("email_verified", true)
                .put("first_name", Identity.FIRST_NAME)
                .put("last_name", Identity.LAST_NAME)
                .put("timezone", ZONE)
                .put("mobile_phone_verified", false);
        body.set("urls", urls(host, version(call, newest)));
        return Reply.json(
                200,
                common(body).put("last_modified_date", Org.EPOCH.toString()).put("is_app_installed", true));
    }

    Reply userInfo(Call call, String host) {
        Optional<String> refusal = refusal(call);
        if (refusal.isPresent()) {
            return refused(403, refusal.get());
        }
        ObjectNode body = Reply.object()
                .put("sub", identity.url(host))
                .put("user_id", identity.userId())
                .put("organization_id", identity.orgId())
                .put("preferred_username", settings.username())
                .put("nickname", Identity.FIRST_NAME)
                .put("name", Identity.NAME)
                .put("email", settings.username())
                .put("email_verified", true)
                .put("given_name", Identity.FIRST_NAME)
                .put("family_name", Identity.LAST_NAME)
                .put("zoneinfo", ZONE);
        body.set("urls", urls(host, "{version}"));
        return Reply.json(200, common(body).put("updated_at", Org.EPOCH.toString()));
    }

    private ObjectNode common(ObjectNode body) {
        return body.put("active", true)
                .put("user_type", "STANDARD")
                .put("language", records.userLanguage())
                .put("locale", records.userLanguage())
                .put("utcOffset", 3_600_000);
    }

    /** Those of what can be asked here: neither SOAP nor Chatter. */
    private static ObjectNode urls(String host, String version) {
        String rest = host + "/services/data/v" + version + "/";
        ObjectNode urls = Reply.object().put("rest", rest).put("tooling_rest", rest + "tooling/");
        List.of("sobjects", "query", "recent").forEach(resource -> urls.put(resource, rest + resource + "/"));
        return urls.put("custom_domain", host);
    }

    /** Without a version the caller is to put its own in. */
    private static String version(Call call, ApiVersion newest) {
        String asked = call.parameters().getOrDefault("version", "{version}");
        return asked.equals("latest") ? newest.text() : asked;
    }

    private Optional<String> refusal(Call call) {
        Optional<String> token = AccessTokens.bearer(call)
                .or(() -> Optional.ofNullable(call.parameters().get("oauth_token")));
        return token.isEmpty()
                ? Optional.of("Missing_OAuth_Token")
                : token.filter(accessTokens::isAlive).isPresent() ? Optional.empty() : Optional.of("Bad_OAuth_Token");
    }

    private static Reply refused(int status, String word) {
        return Reply.html(status, word);
    }
}
