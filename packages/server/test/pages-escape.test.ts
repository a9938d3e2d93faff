import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attributes, escapeHtml, html, isOwnPath, raw, webAddress } from '../src/pages/html.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('<', '>', '"', "'", '&', '`', '=', '/', ' ', '\n', '<script>', '-->', '&lt;', 'onload', 'x'))
    .map((parts) => parts.join('')),
);

/** Undoes the five references that escaping makes, as an HTML parser would. */
function decode(markup: string): string {
  return markup.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

test('a value between tags never makes markup, and reads back as it was', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const body = html`<p>${value}</p>`.toString().slice('<p>'.length, -'</p>'.length);
      assert.doesNotMatch(body, /[<>"'`]/);
      assert.doesNotMatch(body, /&(?!#\d+;)/);
      assert.equal(decode(body), value);
    }),
  );
});

test('a value in a quoted attribute never leaves it, and reads back as it was', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      for (const markup of [html`<i title="${value}"></i>`, html`<i${attributes({ title: value })}></i>`]) {
        const body = /^<i title="([^"]*)"><\/i>$/.exec(markup.toString())?.[1];
        assert.ok(body !== undefined, 'the element keeps its one attribute');
        assert.doesNotMatch(body, /[<>'`]/);
        assert.equal(decode(body), value);
      }
    }),
  );
});

test('an address that could run code is refused, whatever it is written like', () => {
  const schemes = [
    'javascript:',
    'JaVaScRiPt:',
    ' javascript:',
    'java\nscript:',
    'vbscript:',
    'data:text/html,',
    '//',
    '/\\',
    '/\t/',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...schemes), hostile, (scheme, rest) => {
      assert.throws(() => html`<a href="${scheme + rest}">x</a>`, TypeError);
      assert.throws(() => attributes({ href: scheme + rest }), TypeError);
    }),
  );
});

test('an address renders when it is http(s), a path of this origin, a fragment or an embedded image', () => {
  for (const address of ['https://app.example/?a=1&b=2', '/x', '#email', 'data:image/png;base64,AAAA']) {
    assert.equal(html`<a href="${address}">x</a>`.toString(), `<a href="${escapeHtml(address)}">x</a>`);
  }
  assert.equal(webAddress('com.example.app:/cb'), undefined);
  assert.equal(isOwnPath('//app.example'), false);
});

const refusedTemplates: { readonly [name: string]: () => unknown } = {
  'a value as an unquoted attribute': () => html`<i title=${'x'}></i>`,
  'a value as an attribute name': () => html`<i ${'onload'}="x"></i>`,
  'markup inside an attribute': () => html`<i title="${raw('<b>')}"></i>`,
  'attributes between tags': () => html`<p>${attributes({ title: 'x' })}</p>`,
  'a comment': () => html`<!-- ${'x'} -->`,
  'an inline script': () => html`<script>${'x'}</script>`,
  'an inline style': () => html`<style>${'x'}</style>`,
  'a template that ends inside a tag': () => html`<p `,
  'an event handler attribute': () => attributes({ onclick: 'x' }),
  'a style attribute': () => attributes({ style: 'x' }),
  'an attribute name with a space': () => attributes({ 'a onclick': 'x' }),
};

for (const [name, make] of Object.entries(refusedTemplates)) {
  test(`the template refuses ${name}`, () => {
    assert.throws(make, TypeError);
  });
}

test('nested templates and arrays pass through; nothing, null and false render nothing', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  assert.equal(
    html`<ul>${items}${undefined}${null}${false}${0}</ul>`.toString(),
    '<ul><li>a</li><li>&#60;b&#62;</li>0</ul>',
  );
});
