import { describe, expect, it } from 'vitest';
import { testModel } from '../model-server.fixture.ts';
import { shardsOf, tokenizerFile, webLlmLists, webLlmRest } from './file-list.ts';
import { folderPlace, parsePlace } from './file-place.ts';

const { row, files } = testModel('model');
const manifest = { records: [{ dataPath: 'params_shard_0.bin', nbytes: 40 }] };

describe('the list of files', () => {
  it('takes addresses, lengths and hashes from the pins, and keeps the places', () => {
    const pin = (name: string) => ({ url: `https://pinned.invalid/${name}`, bytes: 7, sha256: 'ab' });
    const pins = {
      revision: 'c0ffee',
      files: {
        'mlc-chat-config.json': pin('mlc-chat-config.json'),
        [files.libraryUrl]: pin('model.wasm'),
        'tokenizer.json': pin('tokenizer.json'),
      },
    };
    const { config } = webLlmLists(row, 'q4f16_1', pins);
    expect(config).toMatchObject({
      url: 'https://pinned.invalid/mlc-chat-config.json',
      bytes: 7,
      sha256: 'ab',
    });
    expect(config.place).toBe(`webllm/config ${files.baseUrl}mlc-chat-config.json`);
    const lists = { config: { tokenizer_files: ['tokenizer.json'] }, manifest };
    const [tokenizer, library, shard] = webLlmRest(row, 'q4f16_1', pins, lists);
    expect(tokenizer?.sha256).toBe('ab');
    expect(library).toMatchObject({ name: 'model.wasm', kind: 'wasm', sha256: 'ab' });
    expect(library?.place).toBe(`webllm/wasm ${files.libraryUrl}`);
    expect(shard).toMatchObject({ bytes: 40, sha256: null });
  });

  it('prefers the tokenizer that web-llm prefers', () => {
    expect(tokenizerFile({ tokenizer_files: ['tokenizer.model', 'tokenizer.json'] })).toBe('tokenizer.json');
    expect(tokenizerFile({ tokenizer_files: ['tokenizer.model'] })).toBe('tokenizer.model');
    for (const none of [null, {}, { tokenizer_files: ['vocab.json'] }]) {
      expect(() => tokenizerFile(none)).toThrow(SyntaxError);
    }
  });

  it.each(['https://other.invalid/a.bin', '//other.invalid/a.bin', '../../other/a.bin', '/a.bin'])(
    'refuses a manifest that leads to %s',
    (dataPath) => {
      expect(() => shardsOf({ records: [{ dataPath, nbytes: 5 }] }, files.baseUrl)).toThrow(SyntaxError);
    },
  );

  const a = { dataPath: 'a.bin', nbytes: 5 };
  it.each([[null], [{}], [{ records: [] }], [{ records: [{ ...a, nbytes: -1 }] }], [{ records: [a, a] }]])(
    'refuses %j as a manifest',
    (foreign) => {
      expect(() => shardsOf(foreign, files.baseUrl)).toThrow(SyntaxError);
    },
  );
});

describe('a place', () => {
  it.each(['model.gguf', '../up.gguf', '.partial', 'a/b.gguf', 'Modèle: neu*.gguf'])(
    'holds a file of the name %s in one folder of its own',
    (name) => {
      const place = parsePlace(folderPlace('.id', name));
      expect(place).toMatchObject({ in: 'folder', folder: '%2Eid' });
      expect(place.in === 'folder' && /^[^./][^/]*$/.test(place.name)).toBe(true);
      expect(place.in === 'folder' && decodeURIComponent(place.name)).toBe(name);
    },
  );

  it('is none when nobody of us made it', () => {
    expect(() => parsePlace('somewhere else')).toThrow('no such place');
  });
});
