/** Generated from real exchanges by the test of every problem (see test/_example.ts). Change that, not this file. */
import type { ExampleExchange } from './problem.ts';

export const problemExamples: Readonly<Partial<Record<string, ExampleExchange>>> = {
  'request-too-large': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: '(more bytes than the server reads)',
    },
    response: {
      status: 413,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_request",\n  "error_description": "The request is larger than this server reads.",\n  "error_uri": "https://auth.example/problems/request-too-large?request=REQUEST_ID"\n}',
    },
  },
  'method-not-allowed': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/token',
      headers: {},
    },
    response: {
      status: 405,
      headers: {
        allow: 'POST',
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_request",\n  "error_description": "The endpoint does not answer this HTTP method.",\n  "error_uri": "https://auth.example/problems/method-not-allowed?request=REQUEST_ID"\n}',
    },
  },
  'endpoint-unknown': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/nothing',
      headers: {},
    },
    response: {
      status: 404,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "not_found",\n  "error_description": "There is no endpoint at this address.",\n  "error_uri": "https://auth.example/problems/endpoint-unknown?request=REQUEST_ID"\n}',
    },
  },
  'environment-unknown': {
    request: {
      method: 'GET',
      path: '/api/environments/nowhere/clients',
      headers: {
        authorization: 'Bearer ADMINISTRATION_TOKEN',
      },
    },
    response: {
      status: 404,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
      },
      body: '{\n  "type": "https://auth.example/problems/environment-unknown",\n  "title": "There is no environment of this name",\n  "status": 404,\n  "detail": "The first segment of the path should name an environment of this server, and none has this name.",\n  "instance": "REQUEST_ID"\n}',
    },
  },
  'host-unknown': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/jwks',
      headers: {
        host: 'other.example',
      },
    },
    response: {
      status: 421,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'body-not-form': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        'content-type': 'application/json',
      },
      body: '{}',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_request",\n  "error_description": "The body has to be application/x-www-form-urlencoded.",\n  "error_uri": "https://auth.example/problems/body-not-form?request=REQUEST_ID"\n}',
    },
  },
  'body-malformed': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&x=%zz',
      headers: {},
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'parameter-missing': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_request",\n  "error_description": "A required parameter is missing.",\n  "error_uri": "https://auth.example/problems/parameter-missing?request=REQUEST_ID"\n}',
    },
  },
  'parameter-duplicated': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&state=again',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_request&error_description=A+parameter+is+included+more+than+once.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fparameter-duplicated%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'parameter-malformed': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&max_age=soon',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_request&error_description=A+parameter+has+a+value+that+is+not+well-formed.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fparameter-malformed%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'rate-limited': {
    request: {
      method: 'GET',
      path: '/api/explanations/none',
      headers: {
        authorization: 'Bearer ADMINISTRATION_TOKEN',
      },
    },
    response: {
      status: 429,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
        'retry-after': 'SECONDS',
      },
      body: '{\n  "type": "https://auth.example/problems/rate-limited",\n  "title": "Too many requests in a short time",\n  "status": 429,\n  "detail": "The limit on requests for this endpoint is used up for now.",\n  "instance": "REQUEST_ID"\n}',
    },
  },
  overloaded: {
    request: {
      method: 'GET',
      path: '/sandbox/.well-known/openid-configuration',
      headers: {},
    },
    response: {
      status: 503,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'retry-after': 'SECONDS',
      },
      body: '{\n  "error": "temporarily_unavailable",\n  "error_description": "The server is overloaded.",\n  "error_uri": "https://auth.example/problems/overloaded?request=REQUEST_ID"\n}',
    },
  },
  maintenance: {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=client_credentials',
    },
    response: {
      status: 503,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'retry-after': 'SECONDS',
      },
      body: '{\n  "error": "temporarily_unavailable",\n  "error_description": "The server is in maintenance.",\n  "error_uri": "https://auth.example/problems/maintenance?request=REQUEST_ID"\n}',
    },
  },
  'server-fault': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=client_credentials',
    },
    response: {
      status: 500,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "server_error",\n  "error_description": "The server met an unexpected condition.",\n  "error_uri": "https://auth.example/problems/server-fault?request=REQUEST_ID"\n}',
    },
  },
  'client-authentication-failed': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=client_credentials',
    },
    response: {
      status: 401,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'www-authenticate': 'Basic realm="https://auth.example/sandbox", charset="UTF-8"',
      },
      body: '{\n  "error": "invalid_client",\n  "error_description": "Client authentication failed.",\n  "error_uri": "https://auth.example/problems/client-authentication-failed?request=REQUEST_ID"\n}',
    },
  },
  'client-credentials-malformed': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic !',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=client_credentials',
    },
    response: {
      status: 401,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'www-authenticate': 'Basic realm="https://auth.example/sandbox", charset="UTF-8"',
      },
      body: '{\n  "error": "invalid_client",\n  "error_description": "The client credentials of the request can not be read.",\n  "error_uri": "https://auth.example/problems/client-credentials-malformed?request=REQUEST_ID"\n}',
    },
  },
  'client-credentials-in-two-places': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=client_credentials&client_secret=CLIENT_SECRET',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_request",\n  "error_description": "The request carries client credentials in more than one way.",\n  "error_uri": "https://auth.example/problems/client-credentials-in-two-places?request=REQUEST_ID"\n}',
    },
  },
  'grant-type-not-allowed': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=client_credentials',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "unauthorized_client",\n  "error_description": "The client is not registered for this grant type.",\n  "error_uri": "https://auth.example/problems/grant-type-not-allowed?request=REQUEST_ID"\n}',
    },
  },
  'introspection-not-allowed': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/introspect',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'client_id=CLIENT_ID&token=x',
    },
    response: {
      status: 403,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "unauthorized_client",\n  "error_description": "A public client can not introspect tokens.",\n  "error_uri": "https://auth.example/problems/introspection-not-allowed?request=REQUEST_ID"\n}',
    },
  },
  'authorization-request-unproven': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256',
      headers: {},
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'response-type-unsupported': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=token&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=unsupported_response_type&error_description=The+server+issues+codes+only%3A+response_type+has+to+be+code.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fresponse-type-unsupported%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'response-mode-unsupported': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&response_mode=fragment',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_request&error_description=The+server+answers+with+response_mode+query+or+form_post.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fresponse-mode-unsupported%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'scope-unknown': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=nothing&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_scope&error_description=A+requested+scope+is+unknown+or+malformed.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fscope-unknown%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'scope-not-allowed-for-client': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=ledger%3Awrite&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_scope&error_description=The+client+is+not+registered+for+a+requested+scope.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fscope-not-allowed-for-client%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'code-challenge-missing': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge_method=S256',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_request&error_description=code_challenge+is+required.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fcode-challenge-missing%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'code-challenge-method-unsupported': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=plain',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_request&error_description=code_challenge_method+has+to+be+S256.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fcode-challenge-method-unsupported%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'code-challenge-malformed': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=short&code_challenge_method=S256',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_request&error_description=code_challenge+has+to+be+43+characters+of+base64url.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fcode-challenge-malformed%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'prompt-conflict': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&prompt=none+login',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_request&error_description=prompt+can+not+combine+none+with+another+value.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fprompt-conflict%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'login-required': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&prompt=none',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=login_required&error_description=The+user+has+to+sign+in.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Flogin-required%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'consent-required': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid+email&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&prompt=none',
      headers: {
        cookie: 'COOKIE',
      },
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=consent_required&error_description=The+user+has+to+consent.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fconsent-required%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'account-selection-required': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&prompt=none',
      headers: {
        cookie: 'COOKIE',
      },
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=account_selection_required&error_description=The+user+has+to+choose+an+account.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Faccount-selection-required%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'access-denied': {
    request: {
      method: 'POST',
      path: '/sandbox/consent?flow=FLOW',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        cookie: 'COOKIE',
        origin: 'https://auth.example',
      },
      body: 'csrf_token=CSRF_TOKEN&decision=deny',
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=access_denied&error_description=The+user+declined+the+request.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Faccess-denied%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'role-not-allowed-to-grant': {
    request: {
      method: 'POST',
      path: '/sandbox/sign-in?flow=FLOW',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        cookie: 'COOKIE',
        origin: 'https://auth.example',
      },
      body: 'csrf_token=CSRF_TOKEN&email=EMAIL&password=PASSWORD',
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=access_denied&error_description=The+user%27s+role+in+the+account+may+not+grant+access+to+it.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Frole-not-allowed-to-grant%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'request-object-unsupported': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&request=x',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=request_not_supported&error_description=The+server+does+not+support+this.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Frequest-object-unsupported%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'request-uri-not-accepted': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Ax',
      headers: {},
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'resource-not-accepted': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/authorize?response_type=code&client_id=CLIENT_ID&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid&state=state-of-the-app&code_challenge=CODE_CHALLENGE&code_challenge_method=S256&resource=https%3A%2F%2Fapi.example%2Funknown',
      headers: {},
    },
    response: {
      status: 303,
      headers: {
        'cache-control': 'no-store',
        location:
          'https://app.example/cb?error=invalid_target&error_description=A+requested+resource+is+unknown%2C+malformed+or+not+one+of+the+client.&error_uri=https%3A%2F%2Fauth.example%2Fproblems%2Fresource-not-accepted%3Frequest%3DREQUEST_ID&state=state-of-the-app&iss=https%3A%2F%2Fauth.example%2Fsandbox',
      },
    },
  },
  'grant-type-unsupported': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=password',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "unsupported_grant_type",\n  "error_description": "The server does not support this grant type.",\n  "error_uri": "https://auth.example/problems/grant-type-unsupported?request=REQUEST_ID"\n}',
    },
  },
  'authorization-code-not-accepted': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=authorization_code&code=x&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&code_verifier=CODE_VERIFIER',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_grant",\n  "error_description": "The authorization code, its code_verifier or its redirect_uri is not accepted.",\n  "error_uri": "https://auth.example/problems/authorization-code-not-accepted?request=REQUEST_ID"\n}',
    },
  },
  'code-verifier-missing': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=authorization_code&code=CODE&redirect_uri=https%3A%2F%2Fapp.example%2Fcb',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_request",\n  "error_description": "code_verifier is required.",\n  "error_uri": "https://auth.example/problems/code-verifier-missing?request=REQUEST_ID"\n}',
    },
  },
  'code-verifier-malformed': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=authorization_code&code=CODE&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&code_verifier=short',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_request",\n  "error_description": "code_verifier has to be 43 to 128 unreserved characters.",\n  "error_uri": "https://auth.example/problems/code-verifier-malformed?request=REQUEST_ID"\n}',
    },
  },
  'refresh-token-not-accepted': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=refresh_token&refresh_token=x',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_grant",\n  "error_description": "The refresh token is not accepted.",\n  "error_uri": "https://auth.example/problems/refresh-token-not-accepted?request=REQUEST_ID"\n}',
    },
  },
  'refresh-scope-exceeded': {
    request: {
      method: 'POST',
      path: '/sandbox/oauth/token',
      headers: {
        authorization: 'Basic BASE64(CLIENT_ID:CLIENT_SECRET)',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'grant_type=refresh_token&refresh_token=REFRESH_TOKEN&scope=email',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: '{\n  "error": "invalid_scope",\n  "error_description": "The requested scope exceeds the scope that was granted.",\n  "error_uri": "https://auth.example/problems/refresh-scope-exceeded?request=REQUEST_ID"\n}',
    },
  },
  'access-token-missing': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/userinfo',
      headers: {},
    },
    response: {
      status: 401,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'www-authenticate': 'Bearer realm="https://auth.example/sandbox"',
      },
      body: '{}',
    },
  },
  'authorization-header-malformed': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/userinfo',
      headers: {
        authorization: 'Bearer a b',
      },
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'www-authenticate':
          'Bearer realm="https://auth.example/sandbox", error="invalid_request", error_description="The Authorization header is not Bearer and one token.", error_uri="https://auth.example/problems/authorization-header-malformed?request=REQUEST_ID"',
      },
      body: '{\n  "error": "invalid_request",\n  "error_description": "The Authorization header is not Bearer and one token.",\n  "error_uri": "https://auth.example/problems/authorization-header-malformed?request=REQUEST_ID"\n}',
    },
  },
  'access-token-not-accepted': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/userinfo',
      headers: {
        authorization: 'Bearer x',
      },
    },
    response: {
      status: 401,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'www-authenticate':
          'Bearer realm="https://auth.example/sandbox", error="invalid_token", error_description="The access token is not accepted.", error_uri="https://auth.example/problems/access-token-not-accepted?request=REQUEST_ID"',
      },
      body: '{\n  "error": "invalid_token",\n  "error_description": "The access token is not accepted.",\n  "error_uri": "https://auth.example/problems/access-token-not-accepted?request=REQUEST_ID"\n}',
    },
  },
  'scope-insufficient': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/userinfo',
      headers: {
        authorization: 'Bearer ACCESS_TOKEN',
      },
    },
    response: {
      status: 403,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'www-authenticate':
          'Bearer realm="https://auth.example/sandbox", error="insufficient_scope", error_description="The access token does not have the scope of this request.", error_uri="https://auth.example/problems/scope-insufficient?request=REQUEST_ID", scope="openid"',
      },
      body: '{\n  "error": "insufficient_scope",\n  "error_description": "The access token does not have the scope of this request.",\n  "error_uri": "https://auth.example/problems/scope-insufficient?request=REQUEST_ID"\n}',
    },
  },
  'sign-in-refused': {
    request: {
      method: 'POST',
      path: '/sandbox/sign-in?flow=FLOW',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        cookie: 'COOKIE',
        origin: 'https://auth.example',
      },
      body: 'csrf_token=CSRF_TOKEN&email=EMAIL&password=PASSWORD',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'sign-in-throttled': {
    request: {
      method: 'POST',
      path: '/sandbox/sign-in?flow=FLOW',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        cookie: 'COOKIE',
        origin: 'https://auth.example',
      },
      body: 'csrf_token=CSRF_TOKEN&email=EMAIL&password=PASSWORD',
    },
    response: {
      status: 429,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
        'retry-after': 'SECONDS',
      },
    },
  },
  'second-factor-refused': {
    request: {
      method: 'POST',
      path: '/sandbox/second-factor?flow=FLOW',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        cookie: 'COOKIE',
        origin: 'https://auth.example',
      },
      body: 'csrf_token=CSRF_TOKEN&code=none',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'message-limit-reached': {
    request: {
      method: 'POST',
      path: '/sandbox/second-factor?flow=FLOW',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        cookie: 'COOKIE',
        origin: 'https://auth.example',
      },
      body: 'csrf_token=CSRF_TOKEN&decision=send',
    },
    response: {
      status: 429,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
        'retry-after': 'SECONDS',
      },
    },
  },
  'reset-link-not-accepted': {
    request: {
      method: 'GET',
      path: '/sandbox/reset-password?link=LINK',
      headers: {},
    },
    response: {
      status: 410,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'second-factor-reset-too-soon': {
    request: {
      method: 'POST',
      path: '/sandbox/reset-second-factor',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        cookie: 'COOKIE',
        origin: 'https://auth.example',
      },
      body: 'csrf_token=CSRF_TOKEN&link=LINK&password=PASSWORD',
    },
    response: {
      status: 429,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
        'retry-after': 'SECONDS',
      },
    },
  },
  'new-password-refused': {
    request: {
      method: 'POST',
      path: '/sandbox/reset-password',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        cookie: 'COOKIE',
        origin: 'https://auth.example',
      },
      body: 'csrf_token=CSRF_TOKEN&link=LINK&password=short',
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'authorization-session-unknown': {
    request: {
      method: 'GET',
      path: '/sandbox/consent?flow=FLOW',
      headers: {},
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'authorization-session-expired': {
    request: {
      method: 'GET',
      path: '/sandbox/sign-in?flow=FLOW',
      headers: {
        cookie: 'COOKIE',
      },
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'form-not-from-this-page': {
    request: {
      method: 'POST',
      path: '/sandbox/consent?flow=FLOW',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'decision=allow',
    },
    response: {
      status: 403,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'post-logout-redirect-uri-not-registered': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/logout?post_logout_redirect_uri=https://other.example',
      headers: {},
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'id-token-hint-invalid': {
    request: {
      method: 'GET',
      path: '/sandbox/oauth/logout?id_token_hint=x',
      headers: {},
    },
    response: {
      status: 400,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
  'administration-token-missing': {
    request: {
      method: 'GET',
      path: '/api/environments/sandbox/clients',
      headers: {},
    },
    response: {
      status: 401,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
        'www-authenticate': 'Bearer realm="Candor administration"',
      },
      body: '{\n  "type": "https://auth.example/problems/administration-token-missing",\n  "title": "The request has no administration token",\n  "status": 401,\n  "detail": "The administration API needs a token in the Authorization header, and the request carries none.",\n  "instance": "REQUEST_ID"\n}',
    },
  },
  'administration-token-not-accepted': {
    request: {
      method: 'GET',
      path: '/api/environments/sandbox/clients',
      headers: {
        authorization: 'Bearer ADMINISTRATION_TOKEN',
      },
    },
    response: {
      status: 401,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
        'www-authenticate': 'Bearer realm="Candor administration", error="invalid_token"',
      },
      body: '{\n  "type": "https://auth.example/problems/administration-token-not-accepted",\n  "title": "The administration token is not accepted",\n  "status": 401,\n  "detail": "The token is not a live administration token of this server.",\n  "instance": "REQUEST_ID"\n}',
    },
  },
  'administration-forbidden': {
    request: {
      method: 'POST',
      path: '/api/environments/sandbox/clients',
      headers: {
        authorization: 'Bearer ADMINISTRATION_TOKEN',
        'content-type': 'application/json',
      },
      body: '{"name":"New","redirectUris":["https://new.example/cb"]}',
    },
    response: {
      status: 403,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
      },
      body: '{\n  "type": "https://auth.example/problems/administration-forbidden",\n  "title": "The role of this token does not allow this",\n  "status": 403,\n  "detail": "The token is live, and its role may not do what was asked for.",\n  "instance": "REQUEST_ID"\n}',
    },
  },
  'record-unknown': {
    request: {
      method: 'GET',
      path: '/api/environments/sandbox/clients/CLIENT_ID',
      headers: {
        authorization: 'Bearer ADMINISTRATION_TOKEN',
      },
    },
    response: {
      status: 404,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
      },
      body: '{\n  "type": "https://auth.example/problems/record-unknown",\n  "title": "There is no such record",\n  "status": 404,\n  "detail": "The address names a record that does not exist, or that this token may not see.",\n  "instance": "REQUEST_ID"\n}',
    },
  },
  'record-conflict': {
    request: {
      method: 'POST',
      path: '/api/environments/sandbox/clients',
      headers: {
        authorization: 'Bearer ADMINISTRATION_TOKEN',
        'content-type': 'application/json',
      },
      body: '{"name":"New","redirectUris":["https://new.example/cb"],"clientId":"CLIENT_ID"}',
    },
    response: {
      status: 409,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
      },
      body: '{\n  "type": "https://auth.example/problems/record-conflict",\n  "title": "The record conflicts with another one",\n  "status": 409,\n  "detail": "A record with the same identifying value exists, or the record was changed in the meantime.",\n  "instance": "REQUEST_ID",\n  "errors": [\n    {\n      "pointer": "/clientId",\n      "message": "A client of this environment has this id."\n    }\n  ]\n}',
    },
  },
  'record-invalid': {
    request: {
      method: 'POST',
      path: '/api/environments/sandbox/clients',
      headers: {
        authorization: 'Bearer ADMINISTRATION_TOKEN',
        'content-type': 'application/json',
      },
      body: '{"name":7}',
    },
    response: {
      status: 422,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
      },
      body: '{\n  "type": "https://auth.example/problems/record-invalid",\n  "title": "The record is not valid",\n  "status": 422,\n  "detail": "The body is not JSON, or a member is missing, unknown or outside of what it may be. The response names the member.",\n  "instance": "REQUEST_ID",\n  "errors": [\n    {\n      "pointer": "/name",\n      "message": "Invalid input: expected string, received number."\n    }\n  ]\n}',
    },
  },
  'owner-link-not-accepted': {
    request: {
      method: 'GET',
      path: '/console/owner/OWNER_LINK',
      headers: {},
    },
    response: {
      status: 410,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      },
    },
  },
};
