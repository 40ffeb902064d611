'use strict';

/** Reads the fields of a message in protocol buffers. */
class ProtoReader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** A number; exact up to 2^53, which neither weights nor ids exceed. */
  varint() {
    let value = 0;
    let factor = 1;
    for (let byte = 128; byte >= 128; factor *= 128) {
      if (this.at >= this.bytes.length) {
        throw new Error('it ends within a field');
      }
      byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
    }
    // Negative numbers are written as 64 bits.
    return value >= 2 ** 63 ? value - 2 ** 64 : value;
  }

  /** Calls visit(field, value) for each field: with a number, or with the bytes of it. */
  each(visit) {
    while (this.at < this.bytes.length) {
      const tag = this.varint();
      visit(Math.floor(tag / 8), this.value(tag % 8));
    }
  }

  value(wireType) {
    if (wireType === 0) {
      return this.varint();
    }
    const length = {1: 8, 2: 0, 5: 4}[wireType];
    if (length === undefined) {
      throw new Error('a field has an unknown type');
    }
    const size = length || this.varint();
    if (size > this.bytes.length - this.at) {
      throw new Error('it ends within a field');
    }
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }
}

function eachField(bytes, visit) {
  new ProtoReader(bytes).each(visit);
}

/** The numbers of a repeated field: one, or the bytes of several. */
function addNumbers(numbers, value) {
  if (typeof value === 'number') {
    numbers.push(value);
    return;
  }
  const reader = new ProtoReader(value);
  while (reader.at < value.length) {
    numbers.push(reader.varint());
  }
}

function fieldsOf(bytes) {
  const fields = {};
  eachField(bytes, (field, value) => fields[field] = value);
  return fields;
}

/**
 * Reads a profile of pprof, uncompressed.
 *
 * @param wanted a type and unit of samples; of another file the default type is taken
 */
function readPprof(bytes, wanted) {
  const strings = [];
  const types = [];
  const samples = [];
  const locations = new Map();
  const functions = new Map();
  let preferred = 0;
  eachField(bytes, (field, value) => {
    if (field === 1) {
      types.push(fieldsOf(value));
    } else if (field === 2) {
      samples.push(value);
    } else if (field === 4) {
      readLocation(value, locations);
    } else if (field === 5) {
      const fields = fieldsOf(value);
      functions.set(fields[1], fields[2] || 0);
    } else if (field === 6) {
      strings.push(new TextDecoder().decode(value));
    } else if (field === 14) {
      preferred = value;
    }
  });
  if (types.length === 0) {
    throw new Error('it has no sample type');
  }
  const named = types.map(type => ({type: strings[type[1]] || '', unit: strings[type[2]] || ''}));
  const index = chosenType(named, wanted, strings[preferred]);
  const builder = new ProfileBuilder(named[index]);
  for (const sample of samples) {
    addSample(builder, sample, index, {strings, locations, functions});
  }
  return builder.profile;
}

function chosenType(types, wanted, preferred) {
  const same = types.findIndex(type => type.type === wanted.type && type.unit === wanted.unit);
  const byDefault = types.findIndex(type => preferred && type.type === preferred);
  return same >= 0 ? same : byDefault >= 0 ? byDefault : types.length - 1;
}

/** A location is one function, and before it those that were inlined into it. */
function readLocation(bytes, locations) {
  let id = 0;
  const lines = [];
  eachField(bytes, (field, value) => {
    if (field === 1) {
      id = value;
    } else if (field === 4) {
      lines.push(fieldsOf(value));
    }
  });
  locations.set(id, lines);
}

function addSample(builder, bytes, index, tables) {
  const ids = [];
  const values = [];
  let className = null;
  let thread = '';
  eachField(bytes, (field, value) => {
    if (field === 1) {
      addNumbers(ids, value);
    } else if (field === 2) {
      addNumbers(values, value);
    } else if (field === 3) {
      const label = fieldsOf(value);
      const key = tables.strings[label[1]];
      if (key === 'thread') {
        thread = tables.strings[label[2]] || '';
      } else if (key === 'class') {
        className = tables.strings[label[2]];
      }
    }
  });
  if (!(values[index] > 0)) {
    return;
  }
  const frames = [];
  for (const id of ids.reverse()) {
    const lines = tables.locations.get(id) || [];
    for (let i = lines.length - 1; i >= 0; i--) {
      const name = tables.strings[tables.functions.get(lines[i][1])] || '(unknown)';
      frames.push({name, type: likelyType(name), line: lines[i][2] || 0});
    }
  }
  // As in the agent's own pages: the class of an allocation or a lock is the innermost frame.
  if (className && !(frames.length === 1 && frames[0].name === className)) {
    frames.push({name: className, type: 5, line: 0});
  }
  builder.add(frames, thread, values[index]);
}

/** Writes messages of protocol buffers. */
class ProtoWriter {
  constructor() {
    this.bytes = [];
  }

  varint(value) {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) {
      this.bytes.push(rest % 128 + 128);
    }
    this.bytes.push(rest);
  }

  number(field, value) {
    this.varint(field * 8);
    this.varint(value);
    return this;
  }

  data(field, bytes) {
    this.varint(field * 8 + 2);
    this.varint(bytes.length);
    for (const byte of bytes) {
      this.bytes.push(byte);
    }
    return this;
  }

  message(field, write) {
    const inner = new ProtoWriter();
    write(inner);
    return this.data(field, inner.bytes);
  }

  packed(field, numbers) {
    const inner = new ProtoWriter();
    numbers.forEach(number => inner.varint(number));
    return this.data(field, inner.bytes);
  }
}

/** Writes the rows that `isShown(node, thread)` accepts as a profile of pprof, uncompressed. */
function writePprof(profile, isShown) {
  const out = new ProtoWriter();
  const strings = new Map([['', 0]]);
  const string = text => numberOf(strings, text, () => strings.size);
  const functions = new Map();
  const about = profile.about;
  const valueType = (field, type, unit) =>
      out.message(field, message => message.number(1, string(type)).number(2, string(unit)));
  valueType(1, about.type, about.unit);
  profile.eachRow((node, thread, weight) => {
    if (isShown(node, thread)) {
      out.message(2, message => writeSample(message, profile, node, thread, weight, string));
    }
  });
  profile.frames.forEach((frame, i) => {
    const id = numberOf(functions, frame.name, () => functions.size + 1);
    out.message(4, location => location.number(1, i + 1).message(4, line =>
        line.number(1, id).number(2, frame.line)));
  });
  functions.forEach((id, name) => out.message(5, message =>
      message.number(1, id).number(2, string(name)).number(3, string(name))));
  out.number(9, about.timeMillis * 1e6).number(10, about.durationMillis * 1e6);
  const encoder = new TextEncoder();
  strings.forEach((number, text) => out.data(6, encoder.encode(text)));
  return new Uint8Array(out.bytes);
}

function writeSample(message, profile, node, thread, weight, string) {
  const ids = [];
  for (let at = node; at > 0; at = profile.parents[at]) {
    ids.push(profile.frameOf[at] + 1);
  }
  message.packed(1, ids).packed(2, [weight]);
  if (thread > 0) {
    message.message(3, label =>
        label.number(1, string('thread')).number(2, string(profile.threads[thread])));
  }
}

/** The bytes of a stream. */
async function bytesOf(stream) {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Unpacks gzip; other bytes stay as they are. */
async function gunzipped(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes;
  }
  return bytesOf(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
}

/** Packs by gzip where the browser can; readers of pprof take both. */
async function gzipped(bytes) {
  return typeof CompressionStream === 'undefined' ? bytes
      : bytesOf(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip')));
}
