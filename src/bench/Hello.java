/** The floor: the time that Java takes to do nothing. */
class Hello {
    public static void main(String[] args) {
        System.out.println("hello");
    }
}
