import { expect, type Locator, type Page } from '@playwright/test';

/** Which models run here, where each stands, and what lies on this device. */
export class ModelsDialog {
  readonly page: Page;
  readonly dialog: Locator;
  /** The tour with the practice model. */
  readonly tour: Locator;
  /** What came of the last thing done: what was freed, for one. */
  readonly said: Locator;
  /** Storage by kind, and whether the browser keeps it. */
  readonly storage: Locator;
  /** The person's own files that are being copied, or were refused. */
  readonly imports: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Models' });
    this.tour = this.dialog.getByRole('region', { name: 'See how memory works' });
    this.storage = this.dialog.getByRole('region', { name: 'Storage' });
    this.said = this.storage.getByRole('status');
    this.imports = this.dialog.getByRole('list', { name: 'Your files coming in' }).getByRole('listitem');
  }

  async open(): Promise<void> {
    await this.page.getByTitle('Models').click();
    await this.dialog.waitFor();
  }

  /** The row of a model, wherever in the list it stands. */
  model(name: string): Locator {
    const heading = this.page.getByRole('heading', { name, exact: true });
    return this.dialog.getByRole('listitem').filter({ has: heading });
  }

  /** A button of a model's row: "Load", "Pause", "Try again". */
  button(name: string, label: string | RegExp): Locator {
    return this.model(name).getByRole('button', { name: label, exact: true });
  }

  /** How far a model's download, check or loading is. */
  progress(name: string): Locator {
    return this.model(name).getByRole('progressbar');
  }

  /** Presses the button that names the size, which is the consent. */
  async get(name: string): Promise<void> {
    await this.model(name)
      .getByRole('button', { name: /^Get this model · / })
      .click();
  }

  /** Gets a model and waits until it is in use, which it is by itself. */
  async bring(name: string): Promise<void> {
    await this.open();
    await this.get(name);
    await expect(this.model(name)).toContainText('In use');
    await this.close();
  }

  /** The model that was in use when the app was closed is loaded again by itself. */
  async waitUntilInUse(name: string): Promise<void> {
    await expect(this.page.getByTitle('Models')).toHaveText(name, { timeout: 20_000 });
  }

  /** Loads a model that is on this device and waits until it is in use. */
  async load(name: string): Promise<void> {
    await this.button(name, 'Load').click();
    await expect(this.model(name)).toContainText('In use');
  }

  /** Loads the practice model and waits until it is in use. */
  async startTour(): Promise<void> {
    await this.tour.getByRole('button', { name: /^Start the tour/ }).click();
    await expect(this.tour.getByRole('button', { name: 'Begin in a new chat' })).toBeVisible({
      timeout: 30_000,
    });
  }

  async chooseWindow(name: string, tokens: number): Promise<void> {
    await this.dialog.getByLabel(`Context window of ${name}`, { exact: true }).selectOption(String(tokens));
  }

  async delete(name: string): Promise<void> {
    await this.model(name)
      .getByRole('button', { name: `Delete ${name} from this device` })
      .click();
    const question = this.page.getByRole('alertdialog', { name: `Delete ${name}?` });
    await question.getByRole('button', { name: 'Delete' }).click();
    await question.waitFor({ state: 'detached' });
  }

  /** Picks files of one's own in the browser's dialog. */
  async chooseFiles(...paths: readonly string[]): Promise<void> {
    await this.dialog.getByLabel('A .gguf file').setInputFiles([...paths]);
  }

  /** Picks a folder of one's own. */
  async chooseFolder(path: string): Promise<void> {
    await this.dialog.getByLabel('A folder').setInputFiles(path);
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
