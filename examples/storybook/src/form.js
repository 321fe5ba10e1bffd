import './form.css';

/** A form of labelled fields, buttons and results. An action is given the fields and tells results by name, or fails. */
export function form(title, fields, actions) {
  const element = Object.assign(document.createElement('form'), { className: 'kms' });
  const buttons = document.createElement('div');
  const results = document.createElement('dl');
  let told = {};

  async function act(action) {
    try {
      told = { ...told, ...(await action(Object.fromEntries(new FormData(element)))), Error: undefined };
    } catch (error) {
      told = { ...told, Error: `${error.name}: ${error.message}` };
    }
    results.replaceChildren(
      ...Object.entries(told)
        .filter(([, text]) => text)
        .flatMap(line),
    );
  }

  for (const [name, action] of Object.entries(actions)) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: name });
    button.addEventListener('click', () => act(action));
    buttons.append(button);
  }
  element.append(Object.assign(document.createElement('h1'), { textContent: title }));
  element.append(...Object.entries(fields).map(field), buttons, results);
  return element;
}

function field([name, value]) {
  const label = document.createElement('label');
  label.append(name, Object.assign(document.createElement('input'), { name, value }));
  return label;
}

function line([name, text]) {
  const description = Object.assign(document.createElement('dd'), { textContent: text });
  description.dataset.name = name;
  return [Object.assign(document.createElement('dt'), { textContent: name }), description];
}

export function base64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}
