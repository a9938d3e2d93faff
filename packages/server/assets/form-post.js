// Sends the authorization response on. Without this script, or when it fails, the page's button does the same.
document.forms[0]?.submit();
