// Drives a sample org as programs that use jsforce do, and prints what each step has got as one JSON object; what a step
// fails by is printed in its place. Takes the org's address and credentials as JSON.
import { sign } from 'node:crypto';
import jsforce from '@jsforce/jsforce-node';

const { Connection, OAuth2 } = jsforce;
const org = JSON.parse(process.argv[2]);
const app = {
  loginUrl: org.url,
  clientId: org.consumerKey,
  clientSecret: org.consumerSecret,
  redirectUri: 'http://127.0.0.1/api/v1/oauth/from_oauth/',
};
const connection = (more = {}) => new Connection({ oauth2: app, version: org.version, ...more });
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function assertion() {
  const signed = [
    base64url({ alg: 'RS256' }),
    base64url({
      iss: org.consumerKey,
      sub: org.username,
      aud: 'https://login.salesforce.com',
      exp: Math.floor(Date.now() / 1000) + 120,
      jti: String(Math.random()),
    }),
  ].join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), org.privateKey).toString('base64url')}`;
}

async function byPassword() {
  const conn = connection();
  await conn.login(org.username, org.password);
  return conn;
}

async function byAuthorizationCode() {
  const oauth2 = new OAuth2({ ...app, useVerifier: true });
  const asked = oauth2.getAuthorizationUrl({ scope: 'api refresh_token' });
  const allowed = await fetch(`${asked}&decision=allow`, { redirect: 'manual' });
  const conn = connection({ oauth2 });
  await conn.authorize(new URL(allowed.headers.get('location')).searchParams.get('code'));
  return conn;
}

async function byGrant(grant) {
  const conn = connection();
  await conn.authorize(grant);
  return conn;
}

/** A session that has ended is renewed by the refresh token. */
async function byRefreshToken() {
  const { refreshToken } = await byAuthorizationCode();
  return connection({ refreshToken, instanceUrl: org.url, accessToken: 'ended' });
}

async function refusal(conn, logOut) {
  const { accessToken } = conn;
  await logOut(conn);
  return new Connection({ instanceUrl: org.url, accessToken, version: org.version }).limits().catch(String);
}

/** Page by page, each by the address that the one before has named. */
async function all(api, soql) {
  const pages = [await api.query(soql)];
  while (!pages.at(-1).done) {
    pages.push(await api.queryMore(pages.at(-1).nextRecordsUrl));
  }
  return {
    pages: pages.length,
    total: pages[0].totalSize,
    ids: new Set(pages.flatMap((page) => page.records).map((record) => record.Id)).size,
  };
}

const conn = await byPassword();
const get = (path) => conn.request(path);

const steps = {
  password: async () => (await byPassword()).identity(),
  authorizationCode: async () => (await byAuthorizationCode()).identity(),
  refreshToken: async () => (await byRefreshToken()).identity(),
  clientCredentials: async () => (await byGrant({ grant_type: 'client_credentials' })).identity(),
  jwtBearer: async () =>
    (await byGrant({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertion() })).identity(),
  // Of the access token, and of the refresh token with whatever it has given.
  logout: async () => refusal(await byPassword(), (conn) => conn.logout()),
  logoutForGood: async () => refusal(await byAuthorizationCode(), (conn) => conn.logout(true)),
  wrongPassword: async () => connection().login(org.username, 'wrong'),
  describeGlobal: async () => (await conn.describeGlobal()).sobjects.map((table) => table.name),
  describe: async () => {
    const fields = {};
    for (const { name } of (await conn.describeGlobal()).sobjects) {
      fields[name] = (await conn.describe(name)).fields.map((field) => field.name);
    }
    return fields;
  },
  query: async () => all(conn, 'SELECT Id FROM Account'),
  tooling: async () => all(conn.tooling, 'SELECT Id FROM CustomField'),
  columns: async () => get('/query?q=SELECT+Id+FROM+Account&columns=true'),
  limits: async () => conn.limits(),
  limitInfo: async () => conn.limitInfo,
  recent: async () => conn.recent(),
  recentOfTable: async () => conn.recent('Account'),
  counts: async () => get('/limits/recordCount?sObjects=Account'),
  // By these the sf CLI finds out whose token it was given, and whether it still lets in.
  userInfo: async () => get(`${org.url}/services/oauth2/userinfo`),
  user: async () => conn.sobject('User').retrieve(org.userId),
  alive: async () => conn.request({ method: 'HEAD', url: conn._baseUrl() }).then(() => true),
  organization: async () => conn.sobject('Organization').retrieve(org.orgId),
  twoSlashes: async () => get(`${org.url}//services/data/v${org.version}//limits`),
};

const got = {};
for (const [name, step] of Object.entries(steps)) {
  try {
    got[name] = await step();
  } catch (error) {
    got[name] = { failed: String(error) };
  }
}
process.stdout.write(JSON.stringify(got));
