/** A mail's own page: what of it is shown, and that nothing else is. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  pageCharsMax,
  pageDocument,
  type Showing,
  safePage,
} from '../../server/channels/email/testing/showing.ts';

const blocked: Showing = { pictures: 'blocked', inline: () => null };
const files: Record<string, string> = { 'logo@shop': '/files/1', 'a b': '/files/2' };
const shown: Showing = {
  pictures: (url) => `https://desk.example/pictures?url=${encodeURIComponent(url)}`,
  inline: (id) => files[id] ?? null,
};
const safe = (html: string) => safePage(html, blocked).html;

type Tag = { name: string; attributes: Record<string, string> };

/** The tags of a page that is well-formed. */
function tagsOf(html: string): Tag[] {
  const found: Tag[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => found.push({ name, attributes }) });
  parser.end(html);
  return found;
}

const refusedTags =
  /^(script|style|form|input|button|textarea|select|base|meta|link|iframe|frame|frameset|object|embed|applet|svg|math|template|noscript|video|audio|source|picture|map|area|body|html|head)$/;
const refusedAttributes =
  /^(on.*|id|name|class|srcset|srcdoc|action|formaction|xlink:.*|xmlns.*|data.*|ping|href.+)$/;
const refusedStyle =
  /url|expression|position|behavior|binding|@|\\|import\b|var\(|content|animation|transform:/i;

/** What of a page made safe should not be there. */
function faultsIn(html: string): string[] {
  return tagsOf(html).flatMap(({ name, attributes }) => [
    ...(refusedTags.test(name) ? [name] : []),
    ...Object.entries(attributes).flatMap(([key, value]) => {
      const isBad =
        refusedAttributes.test(key) ||
        (key === 'style' && refusedStyle.test(value)) ||
        (key === 'href' && !/^(https?:\/\/|mailto:|tel:)/.test(value)) ||
        (key === 'src' && !value.startsWith('data:image/'));
      return isBad ? [`${name} ${key}="${value}"`] : [];
    }),
    ...(attributes.href === undefined || attributes.rel === 'noopener noreferrer nofollow' ? [] : ['rel']),
    ...(attributes.href === undefined || attributes.target === '_blank' ? [] : ['target']),
  ]);
}

describe('what never stays', () => {
  test.each([
    ['a style element', '<style>*{color:red}</style><p>a</p>', '<p>a</p>'],
    ['a picture in a style', '<p style="background-image:url(http://evil.example/x)">a</p>', '<p>a</p>'],
    ['a picture in a list', '<p style="list-style:url(x)">a</p>', '<p>a</p>'],
    ['an expression', '<p style="width:expression(__xss=1)">a</p>', '<p>a</p>'],
    ['an escaped expression', '<p style="width:e\\78pression(__xss=1)">a</p>', '<p>a</p>'],
    ['a comment in an expression', '<p style="width:exp/**/ression(1)">a</p>', '<p>a</p>'],
    ['wide letters', '<p style="width:ｅｘｐｒｅｓｓｉｏｎ(1);color:ｕｒｌ(x)">a</p>', '<p>a</p>'],
    ['a place on the screen', '<p style="position:fixed;top:0;z-index:9">a</p>', '<p>a</p>'],
    ['a size of the window', '<p style="height:200vh;width:50vw">a</p>', '<p>a</p>'],
    ['a behaviour', '<p style="behavior:url(x);-moz-binding:url(x)">a</p>', '<p>a</p>'],
    ['an import', '<p style="@import \'x\';color:red">a</p>', '<p style="color:red">a</p>'],
    ['a quote in a style', `<p style='font-family:"a;color:url(x)"'>a</p>`, '<p>a</p>'],
    ['a form', '<form action="http://evil.example"><input name=x><button>go</button></form>', 'go'],
    ['a base', '<base href="http://evil.example/"><a href="x">a</a>', '<a>a</a>'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=http://evil.example">a', 'a'],
    ['a frame', '<iframe srcdoc="<script>__xss=1</script>">x</iframe>a', 'a'],
    ['a formaction', '<button formaction="javascript:__xss=1">a</button>', 'a'],
    ['a srcset', '<img srcset="http://evil.example/x 2x" alt="a">', '<img alt="a" />'],
    ['a source', '<picture><source srcset="http://evil.example/x"></picture>a', 'a'],
    ['svg', '<svg><a xlink:href="javascript:__xss=1"><text>a</text></a></svg>', '<a>a</a>'],
    ['an animation', '<svg><animate attributeName=href values="javascript:__xss=1"/></svg>', ''],
    ['math', '<math href="javascript:__xss=1"><mtext>a</mtext></math>', 'a'],
    [
      'mutations',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=__xss=1&gt;">',
      '<table><img title="--&gt;&lt;img src=1 onerror=__xss=1&gt;" /></table>',
    ],
    ['nested tags', '<scr<script>ipt>__xss=1</script>', 'ipt&gt;__xss=1'],
    ['names that clobber', '<p id="body" name="cookie" class="x">a</p>', '<p>a</p>'],
    [
      'handlers',
      '<img src=x onerror=__xss=1 alt=a><p onclick="__xss=1" OnMouseOver=x>b</p>',
      '<img alt="a" /><p>b</p>',
    ],
    [
      'backgrounds',
      '<table background="javascript:__xss=1"><tr><td background="/x">a</td></tr></table>',
      '<table><tr><td>a</td></tr></table>',
    ],
    ['a conditional comment', '<!--[if mso]><script>__xss=1</script><![endif]-->a', 'a'],
    ['a picture of vectors', '<img src="data:image/svg+xml;base64,PHN2Zz4=">', '<img />'],
    [
      'own addresses',
      '<img src="/api/v1/files/1"><img src="files/1"><a href="/settings">a</a>',
      '<img /><img /><a>a</a>',
    ],
  ])('%s', (_what, html, expected) => {
    expect(safe(html)).toBe(expected);
    expect(safePage(html, shown).html).toBe(expected);
  });

  test.each([
    'javascript:__xss=1',
    ' \x01javascript:__xss=1',
    'java\tscript:__xss=1',
    'java&#10;script:__xss=1',
    'jav&#x09;ascript&colon;__xss=1',
    '&#106;&#97;vascript:__xss=1',
    'JaVaScRiPt:__xss=1',
    'vbscript:__xss=1',
    'data:text/html,<script>__xss=1</script>',
    'data:text/html;base64,PHNjcmlwdD4=',
    'file:///etc/passwd',
    'blob:https://desk.example/1',
    'about:blank',
    'feed:javascript:__xss=1',
    'view-source:https://desk.example',
    'ftp://evil.example/x',
    '#top',
    '?x',
    '../x',
    'cid:logo@shop',
  ])('a link to %s', (href) => {
    const html = `<a href="${href.replaceAll('"', '&quot;')}">a</a>`;
    expect(safePage(html, shown).html).toBe('<a>a</a>');
  });
});

describe('what stays', () => {
  test('links, to a tab of their own', () => {
    const rest = 'target="_blank" rel="noopener noreferrer nofollow"';
    expect(safe('<a href="HTTPS://Shop.example/a?b=1&amp;c=2" target=_top rel=opener>a</a>')).toBe(
      `<a href="https://shop.example/a?b=1&amp;c=2" ${rest}>a</a>`,
    );
    expect(safe('<a href="//shop.example">a</a>')).toBe(`<a href="https://shop.example/" ${rest}>a</a>`);
    expect(safe('<a href="https://bank.example@evil.example/">a</a>')).toBe(
      `<a href="https://evil.example/" ${rest}>a</a>`,
    );
    expect(safe('<a href="mailto:ana@shop.example">a</a><a href="tel:+4930123">b</a>')).toBe(
      `<a href="mailto:ana@shop.example" ${rest}>a</a><a href="tel:+4930123" ${rest}>b</a>`,
    );
  });

  test('tables, fonts, colours and widths of a newsletter', () => {
    const html = [
      '<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" align="center" bgcolor="#f4f4f4" style="width:600px;border-collapse:collapse">',
      '<tr><td colspan="2" valign="top" width="50%" style="padding:12px 24px;font-family:\'Helvetica Neue\', Arial, 微软雅黑;font-size:14px;line-height:1.5;color:#333333;background-color:rgb(255, 255, 255);border-radius:4px !important">',
      '<font color="red" face="Verdana, sans-serif" size="+2">Sale</font></td></tr></table>',
      '<ol start="3" type="a"><li>one</li></ol><hr size="1" /><center>end</center>',
    ].join('');
    expect(safe(html)).toBe(html);
  });

  test('the colours and the direction of the mail’s own body', () => {
    expect(
      safe(
        '<html dir="rtl" lang="ar"><head><title>t</title></head><body bgcolor="#eee" text="#111" style="margin:0" onload="x"><p>مرحبا</p></body></html>',
      ),
    ).toBe(
      '<div dir="rtl" lang="ar"><div style="margin:0;background-color:#eee;color:#111"><p>مرحبا</p></div></div>',
    );
    expect(safe('<p dir="rtl" style="direction:rtl;text-align:right">שלום</p><bdo dir="ltr">a</bdo>')).toBe(
      '<p dir="rtl" style="direction:rtl;text-align:right">שלום</p><bdo dir="ltr">a</bdo>',
    );
  });

  test('of a background its colour', () => {
    expect(safe('<p style="background:#fff url(http://evil.example/x.png) no-repeat;color:red">a</p>')).toBe(
      '<p style="background-color:#fff;color:red">a</p>',
    );
  });

  test('pictures that stand in their address', () => {
    const html = '<img alt="dot" src="data:image/png;base64,iVBORw0KGgo=" />';
    expect(safePage(html, blocked)).toEqual({ html, blocked: 0 });
  });
});

describe('pictures', () => {
  const html = [
    '<img src="http://news.example/a.png" width="300" alt="A">',
    '<img src="//news.example/b.png">',
    '<img src="http://news.example/a.png">',
    '<table background="https://news.example/c.png"><tr><td>x</td></tr></table>',
    '<img src="https://news.example/open?who=1" width="1" height="1">',
    '<img src="https://news.example/open?who=2" style="width:1px;height:0">',
    '<img src="https://news.example/wide.png" style="display:none">',
  ].join('');

  test('from elsewhere are left out and counted once each', () => {
    const page = safePage(html, blocked);
    expect(page.blocked).toBe(3);
    expect(page.html).not.toContain('news.example');
    expect(page.html).toContain('<img width="300" alt="A" />');
  });

  test('come through the given address, but none that nobody can see', () => {
    const asked: string[] = [];
    const page = safePage(html, {
      pictures: (url) => {
        asked.push(url);
        return `/pictures?key="1"&n=${asked.length}`;
      },
      inline: () => null,
    });
    expect(asked).toEqual([
      'http://news.example/a.png',
      'https://news.example/b.png',
      'http://news.example/a.png',
      'https://news.example/c.png',
    ]);
    expect(page.blocked).toBe(0);
    expect(page.html).toContain('<img width="300" alt="A" src="/pictures?key=&quot;1&quot;&amp;n=1" />');
    expect(page.html).toContain('<table background="/pictures?key=&quot;1&quot;&amp;n=4">');
    expect(page.html).not.toContain('news.example');
  });

  test('of the mail itself are found by their id, and no other file is', () => {
    const pictures = [
      'cid:logo@shop',
      'CID:%3Clogo@shop%3E',
      'cid:a%20b',
      'cid:other@mail',
      'cid:../1',
      'cid:%E0%A4',
    ];
    const given = safePage(pictures.map((src) => `<img src="${src}">`).join(''), shown);
    expect(tagsOf(given.html).map(({ attributes }) => attributes.src)).toEqual([
      '/files/1',
      '/files/1',
      '/files/2',
      undefined,
      undefined,
      undefined,
    ]);
    expect(given.blocked).toBe(0);
  });

  test('an address that was given is nobody else’s to write', () => {
    const given = safePage('<img src="cid:logo@shop"><img src="/files/2"><img src="/files/1">', shown);
    expect(tagsOf(given.html).map(({ attributes }) => attributes.src)).toEqual([
      '/files/1',
      undefined,
      undefined,
    ]);
  });
});

const dataDir = process.env.TEST_DATA_DIR;
const list = (name: string): string[] => {
  const file = path.join(dataDir ?? '', 'hostile', name);
  if (!dataDir || !existsSync(file)) return [];
  const rows: (string | { payload: string })[] = JSON.parse(readFileSync(file, 'utf8'));
  return rows.map((row) => (typeof row === 'string' ? row : row.payload));
};

describe.each(['dompurify-expect.json', 'blns.json'])('%s', (name) => {
  const payloads = list(name);

  test('nothing of it stays, and made safe once more it is the same', (context) => {
    if (payloads.length === 0) context.skip(`TEST_DATA_DIR holds no hostile/${name}`);
    const around = [
      (text: string) => text,
      (text: string) => `<p>${text}</p>`,
      (text: string) => `<table><tr><td title="${text}">${text}`,
      (text: string) => `<a href='${text}'><img src="${text}" alt='x'>${text}`,
      (text: string) => `<div style="color:red;${text}">${text}</div></div>`,
    ];
    for (const payload of payloads) {
      for (const wrap of around) {
        const html = wrap(payload);
        const once = safe(html);
        expect([html, faultsIn(once)]).toEqual([html, []]);
        expect([html, safe(once)]).toEqual([html, once]);
      }
    }
  });
});

test('made safe once more it is the same, whatever pieces it is made of', () => {
  const pieces = fc.constantFrom(
    ...[
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<svg>',
      '</svg>',
      '<math>',
      '<mtext>',
      '<b>',
      '</b>',
    ],
    ...[
      '<a href=http://x>',
      '</a>',
      '<body bgcolor=red>',
      '<html dir=rtl>',
      '</body>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
    ],
    ...[
      '<form>',
      '<select>',
      '<option>',
      '<style>',
      '</style>',
      '<title>',
      '</title>',
      '<plaintext>',
      '<noscript>',
    ],
    ...[
      '<li>',
      '<ul>',
      '<dd>',
      '<h1>',
      '<br/>',
      '</br>',
      '</x/>',
      '<img src=x ',
      '"',
      "'",
      '>',
      '<',
      '&lt;',
      '&amp',
      '\0',
    ],
    ...[
      '<iframe>',
      '</iframe>',
      '<xmp>',
      '<textarea>',
      '</textarea/>',
      '<foreignObject>',
      '<desc>',
      '<template>',
      'a ',
      '\r',
    ],
    ...[
      '<p style="color:red;',
      'background:url(x)',
      ';',
      '<font face="',
      '<dir>',
      '<caption>',
      '<col>',
      '<hr',
      '<center>',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const once = safe(parts.join(''));
      expect(faultsIn(once)).toEqual([]);
      expect(safe(once)).toBe(once);
    }),
    { numRuns: 3_000 },
  );
});

/** Each needs at most a second or two; what grew faster than its length would need minutes, and outlast its test. */
describe('of 2 MB', () => {
  const whole = (piece: string) =>
    piece.repeat(Math.ceil(pageCharsMax / piece.length)).slice(0, pageCharsMax);
  const half = (piece: string) => whole(piece).slice(0, pageCharsMax / 2);

  test.each([
    ['tags that stay open', whole('<b>')],
    ['tags that end others', half('<b>') + half('</i>')],
    ['tables in tables', whole('<table><tr><td>')],
    ['signs', whole('<')],
    ['entities', whole('&#')],
    ['attributes', `<a ${whole('a b=c ')}`],
    ['one style', `<p style="${whole('color:red;')}">`],
    ['styles', whole(`<p style="${'color:red;'.repeat(390)}">x`)],
    ['white space in styles', whole(`<p style="color:red${' '.repeat(3_900)}x">`)],
    ['comments in styles', whole(`<p style="${'/*'.repeat(1_900)}">x`)],
    ['frames', whole('<iframe>')],
    ['comments', whole('<!--')],
    ['foreign tags', whole('<svg><p><b></svg>')],
    ['links', whole('<a href=http://x/>y')],
    ['pictures', whole('<img src=http://a/b>')],
    ['one word', whole('a')],
  ])('%s stay within the bounds', (_what, html) => {
    const once = safe(html);
    expect(once.length).toBeLessThan(pageCharsMax * 1.1);
    expect(bounded(html).length).toBeLessThanOrEqual(pageCharsMax);
    expect(safe(once)).toBe(once);
  });

  test('what stands deeper than is shown leaves its words', () => {
    const deep = `${'<div>'.repeat(500)}here${'</div>'.repeat(500)}after`;
    const once = safe(deep);
    expect(tagsOf(once)).toHaveLength(200);
    expect(once).toContain('here');
    expect(once).toContain('after');
  });
});

test('the document lets nothing run and fetches pictures of this site alone', () => {
  const page = pageDocument('<p>a</p>', { lang: 'pt-BR"><script>', dir: 'rtl' });
  expect(page).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
  );
  expect(page).toContain('<body dir="rtl"><p>a</p></body>');
  expect(page).not.toContain('script');
  expect(pageDocument('', { lang: 'pt-BR' })).toContain('<html lang="pt-BR">');
});
