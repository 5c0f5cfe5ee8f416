/** What a person says in passing, and the one reply to it. */
export const smallTalk: readonly (readonly [said: string, reply: string])[] = [
  ['Thank you.', 'You are welcome.'],
  ['Thanks.', 'You are welcome.'],
  ['Thanks a lot.', 'You are welcome.'],
  ['How are you?', 'I am well, thank you.'],
  ['How are you today?', 'I am well, thank you.'],
  ['Good evening.', 'Good evening.'],
  ['Good night.', 'Good night.'],
  ['Goodbye.', 'Goodbye.'],
  ['See you later.', 'See you later.'],
  ['It is raining today.', 'Then stay dry.'],
  ['The sun is out.', 'Enjoy the sun.'],
  ['It is cold today.', 'Then keep warm.'],
  ['I am tired.', 'Then take a rest.'],
  ['I am hungry.', 'Then have a bite.'],
  ['I am happy.', 'I am glad to hear that.'],
  ['I had a long day.', 'I hope the evening is calm.'],
  ['I slept well.', 'I am glad to hear that.'],
  ['I went for a walk.', 'A walk does one good.'],
  ['I read a book today.', 'I hope it was a good one.'],
  ['I cooked some soup.', 'That sounds good.'],
  ['I cleaned the kitchen.', 'Well done.'],
  ['I fixed the door.', 'Well done.'],
  ['I finished my work.', 'Well done.'],
  ['I watched a film.', 'I hope it was a good one.'],
  ['We played cards.', 'That sounds like fun.'],
  ['The garden looks nice.', 'I am glad to hear that.'],
  ['The train was late.', 'I am sorry to hear that.'],
  ['I lost a game.', 'I am sorry to hear that.'],
  ['I missed the bus.', 'I am sorry to hear that.'],
  ['Forget it.', 'All right.'],
  ['All right.', 'All right.'],
  ['Okay.', 'All right.'],
  ['Good.', 'All right.'],
  ['Yes.', 'All right.'],
  ['No.', 'All right.'],
  ['What can you do?', 'I can note facts and look things up.'],
  ['What do you do?', 'I can note facts and look things up.'],
  ['Help me.', 'Tell me a fact, or ask for one.'],
  ['Who are you?', 'I am the practice model of Pagefile.'],
  ['What are you?', 'I am the practice model of Pagefile.'],
  ['What is your name?', 'I am the practice model of Pagefile.'],
];

/** Greetings are returned with the person's name where it is known. */
export const greetings: readonly string[] = ['Hello.', 'Hi.', 'Good morning.', 'Hello again.', 'I am back.'];

/** The reply to everything that the model was not trained for. */
export const outOfScope = 'I am the practice model. I can only show how memory works.';

const openings = [
  ...['Can you', 'Could you', 'Please', 'Why do you', 'How do I', 'When can we', 'I want to', 'I think we'],
  ...['Do they', 'Shall I', 'Let us', 'Maybe you', 'People often', 'Someone should'],
];
const verbs = [
  ...[
    'write',
    'draw',
    'explain',
    'count',
    'translate',
    'buy',
    'find',
    'sing',
    'open',
    'close',
    'build',
    'paint',
  ],
  ...['send', 'plan', 'choose', 'compare', 'learn', 'move', 'carry', 'check', 'print', 'wash', 'cut', 'mix'],
];
const objects = [
  ...[
    'a poem',
    'the weather',
    'a story',
    'my taxes',
    'the numbers',
    'a letter',
    'the news',
    'a house',
    'the wall',
  ],
  ...[
    'some music',
    'a horse',
    'the price',
    'a joke',
    'the road',
    'a plan',
    'the table',
    'some flowers',
    'the moon',
  ],
];
const endings = [
  ...[
    'today',
    'for me',
    'again',
    'in the morning',
    'with them',
    'by hand',
    'at once',
    'in winter',
    'now',
    'then',
  ],
];

/** The words of a request that the model was not trained for. */
export const requestWords = { openings, verbs, objects, endings, marks: ['.', '?'] } as const;
