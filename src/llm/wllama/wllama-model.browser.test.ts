import { languageModelContract } from '../../kernel/language-model.contract.ts';
import { forcingLibrary } from './forced-replies.fixture.ts';
import { loadGguf } from './load-gguf.ts';
import { randomGguf } from './random-gguf.fixture.ts';

const row = { id: 'random', name: 'Random weights' };
const greedy = new Blob([randomGguf({ metadata: { 'pagefile.temperature': { type: 'f32', value: 0 } } })]);

languageModelContract(
  'A model in llama.cpp',
  async ({ windowTokens, replies }) => {
    const loaded = await loadGguf({
      row,
      files: [greedy],
      windowTokens,
      onPhase: () => {},
      loadLibrary: forcingLibrary(replies),
    });
    const close = () => void loaded.unload();
    return { model: loaded.model, lose: close, close };
  },
  { reuse: 'common-prefix' },
);
