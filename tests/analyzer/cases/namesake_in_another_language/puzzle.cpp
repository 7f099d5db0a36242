namespace puzzle {

int wire_open(Board& board, const char* name, int size) { return size; }
int wire_put(Board& board, const char* name) { return board.count; }
int wire_read(Board& board, char* name, int size) { return board.count; }

} // namespace puzzle
