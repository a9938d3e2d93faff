import type { SaidText } from '../said/said-text.ts';

/** Keycloak's error pages in the languages of its login theme other than English; accents are not compared. */
export const keycloakPageTexts: readonly SaidText[] = [
  {
    says: [
      'Ungültiger Parameter: redirect_uri',
      'Ungültige Redirect URI',
      'Paramètre invalide : redirect_uri',
      "L'URI de redirection est invalide",
      'Parámetro no válido: redirect_uri',
      'Parâmetro inválido: redirect_uri',
      'Parâmentro inválido: redirect_uri',
      'URI de redirecionamento inválido',
      'Parametro non valido: redirect_uri',
      'Ongeldige parameter: redirect_uri',
      // Where no letter of the page is a Latin one, its element and the name of the parameter are what is left.
      'class="instruction">: redirect_uri</p>',
    ],
    here: true,
    cause: 'redirect-uri/not-registered',
    variant: 'keycloak-page',
    possible: [
      'redirect-uri/scheme-mismatch',
      'redirect-uri/host-port-mismatch',
      'redirect-uri/trailing-slash',
      'redirect-uri/path-mismatch',
    ],
    fix: [
      'Take redirect_uri from the address of the error page and compare it with Valid redirect URIs of the client, scheme and port included.',
    ],
  },
  {
    says: [
      'Client nicht gefunden',
      'Client inconnu',
      // In Portuguese too: what has an accent is not compared.
      'Cliente no encontrado',
      'Client non trovato',
      'Client niet gevonden',
    ],
    here: true,
    cause: 'client-identification/client-unknown',
    confidence: 'certain',
    variant: 'keycloak-page',
  },
  {
    says: [
      'Fehlender Parameter:',
      'Paramètres manquants :',
      'Parámetros que faltan:',
      'Parâmetros que faltam:',
      'Parametri mancanti:',
      'Missende parameters:',
    ],
    here: true,
    without: ['code_challenge'],
    cause: 'transport-endpoint/parameter-missing',
    variant: 'keycloak-page',
  },
  {
    says: [
      'Standard Flow ist für diesen Client deaktiviert',
      'Implicit Flow ist für diesen Client deaktiviert',
      'Le flux standard est désactivé pour le client',
      'Le flux implicite est désactivé pour le client',
      'O fluxo padrão está desabilitado para o cliente',
    ],
    cause: 'client-identification/grant-type-not-allowed',
    confidence: 'certain',
    variant: 'keycloak-page',
  },
  {
    says: ['Cookie konnte nicht gefunden werden', 'Cookie introuvable', 'Il cookie non è stato trovato'],
    here: true,
    cause: 'state-session/cookie-not-stored',
    variant: 'keycloak-page',
    possible: [
      'state-session/cookie-samesite',
      'state-session/third-party-cookie-blocked',
      'state-session/session-expired',
      'state-session/cookie-host-mismatch',
    ],
  },
  {
    says: [
      'Diese Seite ist nicht mehr gültig, bitte kehren Sie zu Ihrer Applikation zurück',
      "Cette page n'est plus valide, merci de retourner à votre application",
      'Questa pagina non è più valida, torna alla tua applicazione',
    ],
    cause: 'state-session/session-expired',
    variant: 'keycloak-page',
    possible: ['state-session/overwritten', 'state-session/cookie-not-stored'],
  },
];
